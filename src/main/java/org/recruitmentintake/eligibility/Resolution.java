package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.recruitmentintake.eligibility.facts.Bounds;

/**
 * A reviewer's ruling on a finding, bound to the digest of the values of the finding: it counts while these stay the
 * same.
 *
 * @param matches ids of the cases of the same document that it is about; empty for other conditions
 */
public record Resolution(String condition, String basis, Ruling ruling, Reason reason, Instant at, String client,
        String person, List<String> matches) {

    public Resolution {
        matches = matches == null ? List.of() : List.copyOf(matches);
        if (condition.isBlank() || condition.length() > 60) {
            throw new IllegalArgumentException("not the id of a condition");
        }
        Objects.requireNonNull(basis);
        Objects.requireNonNull(ruling);
        Objects.requireNonNull(reason);
        Bounds.check(at);
    }

    /** Whether it counts: a ruling by an attestor of the evidence does not, except NEEDS_EVIDENCE. */
    boolean isIndependentOf(Collection<String> attestors) {
        return ruling == Ruling.NEEDS_EVIDENCE || !attestors.contains(person);
    }

    /** Whether both are about the same condition and the same values. */
    public boolean isOfTheSameFindingAs(Resolution other) {
        return condition.equals(other.condition) && basis.equals(other.basis);
    }

    /**
     * The rulings that a consequence allows: all on a REVIEW, all but SATISFIED on a proposed refusal, none on a HOLD.
     */
    public static Set<Ruling> allowed(Consequence consequence) {
        return switch (consequence) {
            case REVIEW -> EnumSet.allOf(Ruling.class);
            case REFUSAL_PROPOSED -> EnumSet.of(Ruling.REFUSE, Ruling.NEEDS_EVIDENCE);
            case HOLD, PASS -> EnumSet.noneOf(Ruling.class);
        };
    }
}
