package org.recruitmentintake.eligibility;

import java.util.List;
import java.util.Set;

import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * The result of one condition for one case at one gate.
 *
 * @param condition id of the condition
 * @param reason code of the outcome within its condition
 * @param missing the evidence that would settle it
 * @param options what could be chosen instead, such as the branches that are open; codes
 * @param basis digest of what a person is asked to decide on; null where no person is asked
 * @param attestors the persons whose evidence it rests on, so that none of them confirms the refusal
 * @param askedLast whether its condition is asked last, so that only reviewers see it
 * @param matches ids of the handed-over cases of the same document that no reviewer has ruled apart
 * @param ruling how a person has answered; null until then
 * @param asked the consequence before the person answered, which limits the answers; null until then
 */
public record Finding(String condition, Verdict verdict, Consequence consequence, String reason, List<Evidence> missing,
        List<String> options, String basis, List<String> attestors, boolean askedLast, List<String> matches,
        Ruling ruling, Consequence asked) {

    public Finding {
        matches = matches == null ? List.of() : List.copyOf(matches);
    }

    /**
     * The same finding after a person's answer: satisfied lets it pass, more evidence wanted holds the case, a refusal
     * stands.
     *
     * @param wanted what a case that is sent back for evidence waits for, where the outcome itself names nothing
     */
    public Finding answered(Ruling answer, List<Evidence> wanted) {
        var follows = switch (answer) {
            case SATISFIED -> Consequence.PASS;
            case NEEDS_EVIDENCE -> Consequence.HOLD;
            case REFUSE -> Consequence.REFUSAL_PROPOSED;
        };
        var open = answer == Ruling.NEEDS_EVIDENCE && missing.isEmpty() ? wanted : missing;
        return new Finding(condition, verdict, follows, reason, open, options, basis, attestors, askedLast, matches,
                answer, consequence);
    }

    /** The same finding with the cases that match. */
    public Finding matching(List<String> cases) {
        return new Finding(condition, verdict, consequence, reason, missing, options, basis, attestors, askedLast,
                cases,
                ruling, asked);
    }

    /**
     * The rulings that are possible now. A finding that was sent back for evidence can still be ruled on as it stood,
     * since the evidence may not change a fact. A HOLD of the rules is never ruled on.
     */
    public Set<Ruling> answers() {
        return Resolution.allowed(ruling == Ruling.NEEDS_EVIDENCE ? asked : consequence);
    }

    public boolean refused() { return ruling == Ruling.REFUSE; }

    /** Whether new evidence could still turn it. */
    public boolean curable() {
        return verdict == Verdict.UNMET && !missing.isEmpty();
    }

}
