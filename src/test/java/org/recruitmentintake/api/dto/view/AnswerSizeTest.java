package org.recruitmentintake.api.dto.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Person;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Wishes;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.condition.Conditions;

/** A portal reads thousands of cases: each answer stays small, in each language. */
class AnswerSizeTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private final Texts texts = new Texts();

    /** Cases without any statement have the largest answers. A Cyrillic letter takes two bytes. */
    @ParameterizedTest
    @CsvSource({"'in Ukraine, all seen', 1100, 1100", "'in Ukraine, all declared', 2700, 2900",
            "'abroad, all declared', 2700, 2900", "'in Ukraine, nothing stated', 4200, 4700",
            "'abroad, nothing stated', 4700, 5200"})
    void answerIsSmallInEveryLanguage(String words, int bound, int boundInUkrainian) throws Exception {
        for (var language : texts.languages()) {
            var answer = JSON.writeValueAsString(ApplicationView.of(application(words), null, texts.in(language)));
            var bytes = answer.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < (language.equals("uk") ? boundInUkrainian : bound), language + " " + bytes);
        }
    }

    @Test
    void everyConditionIsNamedOnceAndEveryFindingHasAText() {
        for (var words : List.of("in Ukraine, all seen", "in Ukraine, all declared", "abroad, nothing stated")) {
            var decision = JSON.valueToTree(ApplicationView.of(application(words), null, texts.in("en")))
                    .path("decision");
            var named = new ArrayList<>(decision.path("findings").findValuesAsText("condition"));
            decision.path("passed").forEach(group -> group.path("conditions").forEach(id -> named.add(id.asText())));
            assertEquals(Conditions.ALL.stream().filter(condition -> !condition.askedLast()).map(Condition::id).sorted()
                    .toList(), named.stream().sorted().toList(), words);
            decision.path("findings").forEach(finding -> assertTrue(finding.has("text"), finding.toString()));
        }
    }

    /** Clients show the label instead of the code. */
    @Test
    void everyCodeOfAnAnswerHasALabel() {
        for (var words : List.of("in Ukraine, all declared", "abroad, nothing stated")) {
            var answer = JSON.valueToTree(ApplicationView.of(application(words), null, texts.in("uk")));
            elements(answer, "/nextSteps").forEach(step -> assertNotNull(label("next-step", step.path("id")).text()));
            elements(answer, "/advisories").forEach(advisory -> assertNotNull(label("advisory", advisory).text()));
            elements(answer, "/decision/findings").forEach(finding -> {
                assertTrue(finding.path("citations").isMissingNode());
                label("condition", finding.path("condition"));
            });
            var missing = answer.at("/decision/findings").findValues("missing");
            assertFalse(missing.isEmpty(), words);
            missing.forEach(list -> list.forEach(evidence -> label("evidence", evidence)));
        }
    }

    /** The elements of a list that must not be empty. */
    private static JsonNode elements(JsonNode answer, String pointer) {
        assertFalse(answer.at(pointer).isEmpty(), pointer);
        return answer.at(pointer);
    }

    private LabelsView.Label label(String list, JsonNode code) {
        return LabelsView.of(texts.in("uk")).lists().stream().filter(one -> one.list().equals(list))
                .flatMap(one -> one.labels().stream()).filter(one -> one.code().equals(code.asText())).findFirst()
                .orElseThrow();
    }

    private static Application application(String words) {
        var decisions = new Decisions(Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test",
                HandedOver.NONE);
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        var submission = new Submission(words.startsWith("in") ? null : "ca-ottawa",
                new Person("Test Alpha", "TEST12345", null, null), new Wishes(List.of(), null, null), facts, Set.of());
        var client = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());
        return decisions.decided(Application.submitted(new UUID(1, 1), submission, client, decisions.now()),
                Event.SUBMITTED);
    }
}
