package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.MessageSealer;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.Messages;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Finding;

/** What a branch learns of an accepted case. */
class HandoverTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final ObjectMapper JSON = new ObjectMapper().registerModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Test
    void messagesCarryTheTimeOfTheirEvent() {
        var application = accepted();
        var messages = new Messages(new MessageSealer() {

            @Override
            public byte[] seal(UUID event, MessageKind kind, UUID id, String branch, byte[] payload) {
                return payload;
            }

            @Override
            public String verificationKeys() { return "{}"; }
        }, JSON);
        assertEquals(application.updatedAt(), messages.ifAccepted(application).time());
        var weeksLater = application.updatedAt().plus(Duration.ofDays(30));
        var notice = messages.withdrawal(application, weeksLater);
        assertEquals(weeksLater, notice.time());
        assertTrue(new String(notice.data(), StandardCharsets.UTF_8).contains(weeksLater.toString()));
    }

    /** Advice on the law of the home country is shown to the applicant only. */
    @Test
    void messageLeavesOutTheHomeCountrysLaw() throws Exception {
        var application = accepted();
        var facts = application.facts();
        assertEquals(State.ACCEPTED, application.state());
        assertTrue(Advisory.on(DAY, facts).stream().anyMatch(advisory -> "SN".equals(advisory.country())));

        var message = JSON.writeValueAsString(Handover.of(application));
        assertTrue(message.contains("3rd Example Brigade") && message.contains("SNIPER"));
        assertTrue(message.contains("lawfully-present"));
        assertFalse(message.toLowerCase().contains("advisor") || message.contains(Advisory.HOME_COUNTRY_LAW), message);
        assertFalse(message.contains("attache") || message.contains("officer-1"),
                "the message does not name the attestors");
    }

    /** These findings would reveal other applications and the special check. */
    @Test
    void reviewerFindingsAreNotInTheMessage() throws Exception {
        var application = accepted("in Ukraine, all seen; special check passed, seen by the reviewer");
        var hidden = application.decision().findings().stream().filter(Finding::askedLast).map(Finding::condition)
                .toList();
        assertEquals(Set.of("possible-duplicate", "special-check"), Set.copyOf(hidden));

        var message = JSON.valueToTree(Handover.of(application));
        var named = message.at("/decision/findings").findValuesAsText("condition");
        assertEquals(application.decision().findings().size() - 2, named.size());
        assertTrue(hidden.stream().noneMatch(named::contains), named::toString);
        assertTrue(message.at("/papers/specialCheck").isMissingNode());
        assertFalse(message.at("/attested").findValuesAsText("evidence").contains("SPECIAL_CHECK"));
    }

    private static Application accepted() { return accepted("in Ukraine, all seen; citizen of SN"); }

    private static Application accepted(String words) {
        var decisions = new Decisions(
                Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test", HandedOver.NONE);
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        var client = new Client("centre-one", "officer-1", Role.RECRUITING_CENTRE, Set.of(), Set.of());
        return decisions.decided(Application.submitted(new UUID(1, 1), new Submission(null,
                new Person("Test Alpha", "T1", null, null),
                new Wishes(List.of(Speciality.SNIPER), "3rd Example Brigade", null), facts, Set.of()), client,
                decisions.now()), Event.SUBMITTED);
    }
}
