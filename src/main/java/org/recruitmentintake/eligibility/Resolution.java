package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.recruitmentintake.eligibility.Finding.Consequence;

/**
 * A person's answer to one finding, bound to the digest of what the finding was based on: when that changes the question is
 * open again, and while it does not it is not asked twice.
 *
 * @param matches ids of the cases of the same document that it is about; empty for every other condition
 */
public record Resolution(String condition, String basis, Ruling ruling, Reason reason, Instant at, String client,
        String person, List<String> matches) {

    public Resolution {
        matches = matches == null ? List.of() : List.copyOf(matches);
    }

    /** Whether it counts: nobody rules on evidence that they have attested themselves, before or after; asking for more is open to all. */
    boolean standsBeside(Collection<String> attestors) {
        return ruling == Ruling.NEEDS_EVIDENCE || !attestors.contains(person);
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
