package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import org.recruitmentintake.eligibility.Decision;

/**
 * A decision, when it was made, and by which build of the service.
 *
 * @param waiting ids of the next steps that are possible after it, each with the moment from which it was possible
 */
public record DecisionSnapshot(Decision decision, Instant at, String build, Map<String, Instant> waiting) {

    public DecisionSnapshot {
        Objects.requireNonNull(decision);
        Objects.requireNonNull(at);
        TextBounds.checkRequired(build, 100);
        waiting = waiting == null ? Map.of() : Map.copyOf(waiting);
    }

    DecisionSnapshot with(Map<String, Instant> changed) { return new DecisionSnapshot(decision, at, build, changed); }
}
