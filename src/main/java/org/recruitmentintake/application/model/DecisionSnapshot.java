package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.recruitmentintake.eligibility.Decision;

/**
 * A decision as it was made: when, and by which build of the service.
 *
 * @param waiting the next steps that could be taken after it, and since when each can be
 */
public record DecisionSnapshot(Decision decision, Instant at, String build, Map<String, Instant> waiting) {

    public DecisionSnapshot {
        Objects.requireNonNull(decision);
        Objects.requireNonNull(at);
        TextBounds.required(build, 100);
        waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
    }

    DecisionSnapshot with(Map<String, Instant> changed) {
        return new DecisionSnapshot(decision, at, build, changed);
    }
}
