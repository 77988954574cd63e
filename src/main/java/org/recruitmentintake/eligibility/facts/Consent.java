package org.recruitmentintake.eligibility.facts;

import java.time.Instant;
import java.util.Objects;

/** A consent, given or refused, and when. */
public record Consent(boolean given, Instant at) {

    public Consent {
        Bounds.check(Objects.requireNonNull(at));
    }
}
