package org.recruitmentintake.eligibility;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a condition came to for one case at one gate.
 *
 * @param condition id of the condition
 * @param reason code of the outcome within its condition
 * @param missing the evidence that would settle it
 * @param options what could be chosen instead, such as the branches that are open; codes
 * @param basis digest of what a person is asked to decide on; null where no person is asked
 * @param attestors the persons whose evidence it rests on, so that none of them confirms the refusal
 * @param hidden whether only reviewers may see it
 * @param ruling how a person has answered; null while nobody has
 */
public record Finding(String condition, Verdict verdict, Consequence consequence, String reason, List<Evidence> missing,
        List<String> options, String basis, List<String> attestors, boolean hidden, Resolution.Ruling ruling) {

    /** The same finding after a person's answer: satisfied lets it pass, more evidence wanted holds the case, a refusal stands. */
    public Finding answered(Resolution.Ruling answer) {
        var follows = switch (answer) {
            case SATISFIED -> Consequence.PASS;
            case NEEDS_EVIDENCE -> Consequence.HOLD;
            case REFUSE -> Consequence.REFUSAL_PROPOSED;
        };
        return new Finding(condition, verdict, follows, reason, missing, options, basis, attestors, hidden, answer);
    }

    public boolean refused() { return ruling == Resolution.Ruling.REFUSE; }

    /** Whether new evidence could still turn it. */
    public boolean curable() {
        return verdict == Verdict.UNMET && !missing.isEmpty();
    }

    /** What is known of a condition. {@code UNKNOWN} is never read as met or as unmet; {@code DEFERRED} is not due at this gate. */
    public enum Verdict {
        MET, UNMET, UNKNOWN, DEFERRED, NOT_APPLICABLE
    }

    /** What follows from a finding, from the mildest to the worst. A program never refuses: it proposes, and a person confirms. */
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
}
