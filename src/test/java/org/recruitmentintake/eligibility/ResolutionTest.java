package org.recruitmentintake.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.eligibility.condition.Conditions;

/** Which reasons a reviewer may give for a ruling. */
class ResolutionTest {

    @ParameterizedTest
    @CsvSource({"no-conviction, SATISFIED, AGE_ACCEPTED", "no-conviction, REFUSE, SAME_CASE",
            "age, SATISFIED, CONVICTION_NO_OBSTACLE", "enhanced-vetting, SATISFIED, AUTHORITY_CONFIRMED",
            "no-conviction, REFUSE, CONVICTION_NO_OBSTACLE", "possible-duplicate, REFUSE, CONDITION_NOT_MET"})
    void reasonOfAnotherConditionIsRefused(String condition, Ruling ruling, Reason reason) {
        assertFalse(reason.fits(condition, ruling));
    }

    @Test
    void everyAllowedRulingHasAReason() {
        for (var condition : Conditions.ALL) {
            for (var outcome : condition.outcomes()) {
                for (var ruling : Resolution.allowed(outcome.consequence())) {
                    assertTrue(Arrays.stream(Reason.values()).anyMatch(reason -> reason.fits(condition.id(), ruling)),
                            condition.id() + " " + outcome.code() + " " + ruling);
                }
            }
        }
    }

    @Test
    void everyReasonIsForAnAllowedRuling() {
        var used = new HashSet<Reason>();
        for (var condition : Conditions.ALL) {
            var asked = condition.outcomes().stream()
                    .flatMap(outcome -> Resolution.allowed(outcome.consequence()).stream()).toList();
            for (var reason : Reason.values()) {
                if (reason.fits(condition.id(), reason.ruling())) {
                    assertTrue(asked.contains(reason.ruling()), condition.id() + " " + reason);
                    used.add(reason);
                }
            }
        }
        assertEquals(Reason.values().length, used.size());
    }
}
