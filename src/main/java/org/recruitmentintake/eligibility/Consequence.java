package org.recruitmentintake.eligibility;

import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What follows from a finding, from the mildest to the worst. A program never refuses: it proposes, and a person
 * confirms.
 */
public enum Consequence {
    PASS, HOLD, REVIEW, REFUSAL_PROPOSED;

    public static Consequence worst(Stream<Consequence> all) {
        return all.max(Comparator.naturalOrder()).orElse(PASS);
    }

    /** Whether a person has to decide. */
    public boolean asksAPerson() {
        return this == REVIEW || this == REFUSAL_PROPOSED;
    }
}
