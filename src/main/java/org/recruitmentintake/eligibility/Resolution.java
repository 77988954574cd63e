package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import org.recruitmentintake.eligibility.Finding.Consequence;

/**
 * A person's answer to one finding, bound to the digest of what the finding was based on: when that changes the question is
 * open again, and while it does not it is not asked twice.
 */
public record Resolution(String condition, String basis, Ruling ruling, Reason reason, Instant at, String client,
        String person) {

    public Resolution {
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

    /** What a person may decide. */
    public enum Ruling {
        SATISFIED, REFUSE, NEEDS_EVIDENCE
    }

    /** Why; a closed list, since free text would gather personal data. */
    public enum Reason {
        AUTHORITY_CONFIRMED(Ruling.SATISFIED),
        VETTING_PASSED(Ruling.SATISFIED),
        CONVICTION_NO_OBSTACLE(Ruling.SATISFIED),
        AGE_ACCEPTED(Ruling.SATISFIED),
        ENTRY_SETTLED(Ruling.SATISFIED),
        CONTRADICTION_EXPLAINED(Ruling.SATISFIED),
        NOT_THE_SAME_CASE(Ruling.SATISFIED),
        CONDITION_NOT_MET(Ruling.REFUSE),
        VETTING_FAILED(Ruling.REFUSE),
        FALSE_STATEMENT(Ruling.REFUSE),
        SAME_CASE(Ruling.REFUSE),
        DOCUMENT_UNCLEAR(Ruling.NEEDS_EVIDENCE),
        DOCUMENT_OUTDATED(Ruling.NEEDS_EVIDENCE),
        CHECK_INCOMPLETE(Ruling.NEEDS_EVIDENCE);

        private final Ruling ruling;

        Reason(Ruling ruling) {
            this.ruling = ruling;
        }

        public Ruling ruling() { return ruling; }
    }

    /** What a person may answer where this follows: a review anything, a proposed refusal never satisfied, a hold nothing. */
    public static Set<Ruling> allowed(Consequence consequence) {
        return switch (consequence) {
            case REVIEW -> EnumSet.allOf(Ruling.class);
            case REFUSAL_PROPOSED -> EnumSet.of(Ruling.REFUSE, Ruling.NEEDS_EVIDENCE);
            case HOLD, PASS -> EnumSet.noneOf(Ruling.class);
        };
    }
}
