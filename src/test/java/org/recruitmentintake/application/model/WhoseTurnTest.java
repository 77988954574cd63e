package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.FactsInWords;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** Which desk, or the applicant, can bring a case forward. */
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
    void turnIsOfTheFirstWhoCanAct(String words, EvidenceSource turn) {
        assertEquals(Optional.of(turn), turn(words));
    }

    @Test
    void decidedCaseHasNoTurn() {
        assertEquals(Optional.empty(), turn("in Ukraine, all seen"));
    }

    /** A held case without missing evidence would never go on. */
    @Test
    void everyOutcomeThatHoldsNamesMissingEvidence() {
        for (var condition : Conditions.ALL) {
            for (var outcome : condition.outcomes()) {
                if (outcome.consequence() == Consequence.HOLD) {
                    assertFalse(outcome.missing().isEmpty(), condition.id() + " " + outcome.code());
                }
            }
        }
    }

    private static Optional<EvidenceSource> turn(String words) {
        var application = application(words);
        return WhoseTurn.of(application, NextStep.of(application, application.decision().findings()));
    }

    private static Application application(String words) {
        var decisions = new Decisions(
                Clock.fixed(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC), "test", HandedOver.NONE);
        var facts = FactsInWords.of(words, DAY, "hand-over").facts();
        var submission = new Submission("ca-ottawa", new Person("Test Alpha", "TEST12345", null, null),
                new Wishes(List.of(), null, null), facts, Set.of());
        var client = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());
        return decisions.decided(Application.submitted(new UUID(1, 1), submission, client, decisions.now()),
                Event.SUBMITTED);
    }
}
