package org.recruitmentintake.eligibility.facts;

import java.time.Instant;
import java.util.Objects;

/** A consent, given or refused, and when. */
public record Consent(boolean given, Instant at) {

    public Consent {
        Bounds.of(Objects.requireNonNull(at));
    }
}
