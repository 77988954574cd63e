package org.recruitmentintake.eligibility;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
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

    /** Whether it counts: nobody rules on evidence that they have attested themselves, before or after; asking for more is open to all. */
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

    /** What a person may decide. */
    public enum Ruling {
        SATISFIED, REFUSE, NEEDS_EVIDENCE
    }

    /** Why; a closed list, since free text would gather personal data. A reason belongs to a ruling and to conditions. */
    public enum Reason {
        AUTHORITY_CONFIRMED(Ruling.SATISFIED, "branch-open", "special-check"),
        DOCUMENT_ACCEPTED(Ruling.SATISFIED, "identity-document"),
        VETTING_PASSED(Ruling.SATISFIED, "enhanced-vetting", "special-check"),
        CONVICTION_NO_OBSTACLE(Ruling.SATISFIED, "no-conviction"),
        AGE_ACCEPTED(Ruling.SATISFIED, "age"),
        POLYGRAPH_NOT_DECISIVE(Ruling.SATISFIED, "polygraph-consent"),
        ENTRY_SETTLED(Ruling.SATISFIED, "embassy-steps"),
        CONTRADICTION_EXPLAINED(Ruling.SATISFIED, "service-papers"),
        NOT_THE_SAME_CASE(Ruling.SATISFIED, "possible-duplicate"),
        CONDITION_NOT_MET(Ruling.REFUSE, "lawful-presence", "no-conviction", "age", "medical-fitness", "selection",
                "voluntary-contract", "foreigner-or-stateless", "identity-document", "branch-open", "rank-open",
                "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps", "service-papers",
                "enhanced-vetting"),
        VETTING_FAILED(Ruling.REFUSE, "enhanced-vetting", "special-check"),
        FALSE_STATEMENT(Ruling.REFUSE, "no-conviction", "age", "foreigner-or-stateless", "identity-document",
                "special-check", "embassy-steps", "service-papers", "enhanced-vetting"),
        SAME_CASE(Ruling.REFUSE, "possible-duplicate"),
        DOCUMENT_UNCLEAR(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "age", "medical-fitness",
                "selection", "voluntary-contract", "foreigner-or-stateless", "identity-document",
                "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps", "service-papers",
                "enhanced-vetting", "possible-duplicate"),
        DOCUMENT_OUTDATED(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "medical-fitness", "selection",
                "foreigner-or-stateless", "identity-document", "special-check", "embassy-steps", "enhanced-vetting",
                "possible-duplicate"),
        CHECK_INCOMPLETE(Ruling.NEEDS_EVIDENCE, "lawful-presence", "no-conviction", "age", "medical-fitness",
                "selection", "voluntary-contract", "foreigner-or-stateless", "identity-document", "branch-open",
                "rank-open", "constitution-declaration", "special-check", "polygraph-consent", "embassy-steps",
                "service-papers", "enhanced-vetting", "possible-duplicate");

        private final Ruling ruling;
        private final Set<String> conditions;

        Reason(Ruling ruling, String... conditions) {
            this.ruling = ruling;
            this.conditions = Set.of(conditions);
        }

        public Ruling ruling() { return ruling; }

        /** Whether it is a reason for this ruling on this condition. */
        public boolean answers(String condition, Ruling ruling) {
            return this.ruling == ruling && conditions.contains(condition);
        }
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
