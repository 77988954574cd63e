package org.recruitmentintake.eligibility.facts;

import java.time.Instant;
import java.util.Objects;

/** Who attested a fact: the client, the person behind it (an opaque id), in which role, and when. */
public record Attestation(String client, String person, EvidenceSource as, Instant at) {

    public Attestation {
        Objects.requireNonNull(as);
        Bounds.check(Objects.requireNonNull(at));
    }
}
