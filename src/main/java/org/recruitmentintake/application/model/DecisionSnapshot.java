package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.Objects;

import org.recruitmentintake.eligibility.Decision;

/** A decision as it was made: when, and by which build of the service. */
public record DecisionSnapshot(Decision decision, Instant at, String build) {

    public DecisionSnapshot {
        Objects.requireNonNull(decision);
        Objects.requireNonNull(at);
        TextBounds.required(build, 100);
    }
}
