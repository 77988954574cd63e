package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;

import io.micrometer.core.instrument.Metrics;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.condition.Conditions;

class DecisionsTest {

    /** The first event of a new counter would be missing in its rate. */
    @Test
    void countersExistFromTheStart() {
        new Decisions(Clock.systemUTC(), "test");
        assertEquals(State.values().length, Metrics.globalRegistry.find("intake.applications").counters().size());
        var shown = Conditions.ALL.stream().filter(condition -> !condition.askedLast()).count();
        assertEquals(shown * Verdict.values().length,
                Metrics.globalRegistry.find("intake.findings").counters().size());
    }
}
