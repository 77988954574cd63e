package org.recruitmentintake.tools.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.tools.page.Question.Route;

/** What a form sends, and the words and markup around it. */
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
    void preCheckHoldsNoIdentity() {
        var answers = Examples.of(Route.IN_COUNTRY);
        var body = Body.preCheck(Route.IN_COUNTRY, QUESTIONS, answers, NOW);
        for (var member : List.of("/applicant/name", "/applicant/email", "/applicant/phone",
                "/applicant/document/number", "/preferredUnit")) {
            assertTrue(body.at(member).isMissingNode(), member);
        }
        assertEquals("1990-05-17", body.at("/applicant/birthDate").asText());
    }

    @Test
    void answersSurviveBodyAndBack() {
        var answers = Examples.of(Route.EMBASSY);
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

    @Test
    void textIsEscapedAndMarkupIsNot() {
        assertEquals("<p title=\"&quot;\">&lt;b&gt;<b>1</b></p>",
                Html.of("<p title=\"{}\">{}{}</p>", "\"", "<b>", Html.of("<b>{}</b>", 1)).markup());
    }

    @Test
    void everyLanguageHasEveryText() {
        var english = Words.in("en").texts().keySet();
        for (var language : Words.LANGUAGES) assertEquals(english, Words.in(language).texts().keySet(), language);
        for (var question : Question.ALL) assertFalse(Words.in("en").of(question.pointer()).isBlank());
    }
}
