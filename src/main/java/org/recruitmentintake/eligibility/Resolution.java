package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.recruitmentintake.eligibility.facts.Bounds;

/**
 * A person's answer to one finding, bound to the digest of what the finding was based on: when that changes the
 * question is open again, and while it does not it is not asked twice.
 *
 * @param matches ids of the cases of the same document that it is about; empty for every other condition
 */
public record Resolution(String condition, String basis, Ruling ruling, Reason reason, Instant at, String client,
        String person, List<String> matches) {

    /** Whether it counts. A ruling by a person who attested the evidence does not count, except NEEDS_EVIDENCE. */
    boolean standsBeside(Collection<String> attestors) {
        return ruling == Ruling.NEEDS_EVIDENCE || !attestors.contains(person);
    }

    public Resolution {
        matches = matches == null ? List.of() : List.copyOf(matches);
        if (condition.isBlank() || condition.length() > 60) {
            throw new IllegalArgumentException("no condition has such an id");
        }
        Objects.requireNonNull(basis);
        Objects.requireNonNull(ruling);
        Objects.requireNonNull(reason);
        Bounds.of(at);
    }

    /** Whether both answer one question: the same finding of one condition on the same grounds. */
    public boolean answersTheSameQuestionAs(Resolution other) {
        return condition.equals(other.condition) && basis.equals(other.basis);
    }

    /**
     * What a person may answer where this follows: a review anything, a proposed refusal never satisfied, a hold
     * nothing.
     */
    public static Set<Ruling> allowed(Consequence consequence) {
        return switch (consequence) {
            case REVIEW -> EnumSet.allOf(Ruling.class);
            case REFUSAL_PROPOSED -> EnumSet.of(Ruling.REFUSE, Ruling.NEEDS_EVIDENCE);
            case HOLD, PASS -> EnumSet.noneOf(Ruling.class);
        };
    }
}
