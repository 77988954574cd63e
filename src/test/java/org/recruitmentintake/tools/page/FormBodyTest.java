package org.recruitmentintake.tools.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.tools.page.Question.Route;

/** The body that a form sends, and the texts and the markup of the page. */
class FormBodyTest {

    private static final Instant NOW = Instant.parse("2026-03-31T09:30:00Z");
    private static final List<Question> QUESTIONS = Question.of(Route.IN_COUNTRY, false);

    @Test
    void namesOfFieldsArePointersOfMembers() {
        var body = Body.application(Route.IN_COUNTRY, QUESTIONS, Answers.parse("%2Fapplicant%2Fname=Test+Alpha"
                + "&%2Fapplicant%2FbirthDate.day=7&%2Fapplicant%2FbirthDate.month=5&%2Fapplicant%2FbirthDate.year=1990"
                + "&%2Fapplicant%2Fcitizenships=CA&%2Fapplicant%2Fcitizenships=&%2Fconsents%2FdataProcessing=true"),
                NOW);
        assertEquals("Test Alpha", body.at("/applicant/name").asText());
        assertEquals("1990-05-07", body.at("/applicant/birthDate").asText());
        assertEquals("[\"CA\"]", body.at("/applicant/citizenships").toString());
        assertEquals("{\"given\":true,\"at\":\"2026-03-31T09:30:00Z\"}",
                body.at("/consents/dataProcessing").toString());
    }

    @Test
    void preCheckHasNoIdentity() {
        var identity = List.of("/applicant/name", "/applicant/email", "/applicant/phone",
                "/applicant/document/number", "/preferredUnit");
        var answers = Examples.of(Route.IN_COUNTRY, "key");
        for (var member : identity) answers = answers.with(member, "given");
        var body = Body.preCheck(Route.IN_COUNTRY, QUESTIONS, answers, NOW);
        for (var member : identity) assertTrue(body.at(member).isMissingNode(), member);
        assertEquals("1990-05-17", body.at("/applicant/birthDate").asText());
    }

    @Test
    void answersReadFromABodyMakeTheSameBody() {
        var answers = Examples.of(Route.EMBASSY, "key");
        var questions = Question.of(Route.EMBASSY, false);
        var body = Body.application(Route.EMBASSY, questions, answers, NOW);
        assertEquals(body, Body.application(Route.EMBASSY, questions, Body.answers(body), NOW));
    }

    @Test
    void patchHoldsOnlyWhatChanged() {
        var before = Body.application(Route.IN_COUNTRY, QUESTIONS,
                Answers.parse("%2Fbranch=GROUND_FORCES&%2Fapplicant%2F"
                        + "name=A&%2Fapplicant%2Femail=a%40example.org"),
                NOW);
        var after = Body.application(Route.IN_COUNTRY, QUESTIONS,
                Answers.parse("%2Fbranch=GROUND_FORCES&%2Fapplicant%2F"
                        + "name=B"),
                NOW);
        assertEquals("{\"applicant\":{\"email\":null,\"name\":\"B\"}}", Body.patch(before, after).toString());
    }

    /** A patch contains a group with required members whole, and null for each member that was removed from it. */
    @Test
    void patchHoldsChangedGroupsWhole() {
        var before = Body.application(Route.IN_COUNTRY, QUESTIONS, Answers.parse("%2Fconsents%2Fverification=true"
                + "&%2Fstatement%2Fpresence%2Fbasis=VISA&%2Fstatement%2Fpresence%2FvalidUntil.day=1"
                + "&%2Fstatement%2Fpresence%2FvalidUntil.month=2&%2Fstatement%2Fpresence%2FvalidUntil.year=2034"), NOW);
        var after = Body.application(Route.IN_COUNTRY, QUESTIONS, Answers.parse("%2Fconsents%2Fverification=false"
                + "&%2Fstatement%2Fpresence%2Fbasis=VISA"), NOW);
        assertEquals("{\"consents\":{\"verification\":{\"given\":false,\"at\":\"2026-03-31T09:30:00Z\"}},"
                + "\"statement\":{\"presence\":{\"validUntil\":null,\"basis\":\"VISA\"}}}",
                Body.patch(before, after).toString());
    }

    @Test
    void textIsEscapedAndMarkupIsNot() {
        assertEquals("<p title=\"&quot;\">&lt;b&gt;<b>1</b></p>",
                Html.of("<p title=\"{}\">{}{}</p>", "\"", "<b>", Html.of("<b>{}</b>", 1)).markup());
    }

    @Test
    void everyLanguageHasEveryText() {
        var english = Words.in("en").texts().keySet();
        for (var language : Words.LANGUAGES) {
            assertEquals(english, Words.in(language).texts().keySet(), language);
            Words.in(language).texts().forEach((key, text) -> assertFalse(text.toString().isBlank(), language + key));
        }
        for (var question : Question.ALL) assertFalse(Words.in("en").of(question.pointer()).isBlank());
    }

    /** docs/forms.md quotes the sources of the page. */
    @Test
    void guideQuotesTheSources() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.list(Path.of("src/test/java/org/recruitmentintake/tools/page"))) {
            for (var file : files.toList()) sources.append(Files.readString(file));
        }
        var quotation = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/forms.md")));
        var quotations = 0;
        for (; quotation.find(); quotations++) {
            assertTrue(squeezed(sources.toString()).contains(squeezed(quotation.group(1))), quotation.group(1));
        }
        assertTrue(quotations >= 10, "quotations: " + quotations);
    }

    private static String squeezed(String code) { return code.replaceAll("\\s+", " ").strip(); }
}
