package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

class WhoseTurnTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-02");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "in Ukraine, all declared                                | RECRUITING_CENTRE",
            "in Ukraine, all declared; no verification consent       | APPLICANT",
            "in Ukraine, all seen; citizenship not stated            | APPLICANT",
            "in Ukraine, all seen; document until 2026-03-01         | APPLICANT",
            "in Ukraine, all seen; document stateless-person-document | APPLICANT",
            "in Ukraine, all seen; verification consent refused      | APPLICANT",
            "abroad, steps 1-5 done; document declared until 2026-03-01 | APPLICANT",
            "in Ukraine, all seen; document national-id              | REVIEWER",
            "in Ukraine, all seen; unfit                             | REVIEWER",
            "abroad, all declared                                    | APPLICANT",
            "abroad, steps 1-5 done; steps 1-2                       | EMBASSY",
            "abroad, steps 1-5 done                                  | EMBASSY",
            "abroad, steps 1-5 done; convictions not stated          | EMBASSY"})
    void turnIsOfTheDeskThatCanAct(String words, EvidenceSource who) {
        var application = application(words);
        assertEquals(who,
                WhoseTurn
                        .of(application, application.state(),
                                NextStep.of(application, application.decision().findings()))
                        .orElseThrow());
    }

    @Test
    void aDecidedCaseHasNoTurn() {
        var application = application("in Ukraine, all seen");
        assertTrue(
                WhoseTurn
                        .of(application, application.state(),
                                NextStep.of(application, application.decision().findings()))
                        .isEmpty());
    }

    /** Each open outcome has an actor who can settle it. */
    @Test
    void openOutcomesNameEvidenceOrReviewer() {
        for (var condition : Conditions.ALL) {
            for (var outcome : condition.outcomes()) {
                for (var gate : Gate.values()) {
                    if (outcome.at(gate) == Consequence.HOLD) {
                        assertTrue(!outcome.missing().isEmpty(), condition.id() + " " + outcome.code());
                    }
                }
            }
        }
    }

    private static Application application(String words) {
        var decisions = new Decisions(
                Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test");
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        var submission = new Submission("ca-ottawa", new Person("Test Alpha", "TEST12345", null, null),
                new Wishes(List.of(), null, null), facts, Set.of());
        var client = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());
        return decisions.decided(Application.submitted(new UUID(1, 1), submission, client, decisions.now()),
                none -> List.of(),
                Event.SUBMITTED);
    }
}
