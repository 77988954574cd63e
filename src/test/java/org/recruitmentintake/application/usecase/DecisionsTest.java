package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;

import io.micrometer.core.instrument.Metrics;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.condition.Conditions;

/** The metrics of decisions. */
class DecisionsTest {

    /** A rate does not count the event that creates its counter. */
    @Test
    void countersExistFromTheStart() {
        new Decisions(Clock.systemUTC(), "test", HandedOver.NONE);
        assertEquals(State.values().length, Metrics.globalRegistry.find("intake.applications").counters().size());
        var counted = Conditions.ALL.stream().filter(condition -> !condition.askedLast()).count();
        assertEquals(counted * Verdict.values().length,
                Metrics.globalRegistry.find("intake.findings").counters().size());
    }
}
