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
 * @param options codes of what could be chosen instead, such as the open branches
 * @param basis digest of the values that a reviewer decides on; null if no reviewer decides
 * @param attestors the persons who attested its evidence, and who may not confirm the refusal
 * @param askedLast whether its condition is asked last, so that only reviewers see it
 * @param matches ids of the handed-over cases of the same document that no reviewer has ruled apart
 * @param ruling the reviewer's ruling; null without one
 * @param asked the consequence before the ruling, which limits the rulings; null without a ruling
 */
public record Finding(String condition, Verdict verdict, Consequence consequence, String reason, List<Evidence> missing,
        List<String> options, String basis, List<String> attestors, boolean askedLast, List<String> matches,
        Ruling ruling, Consequence asked) {

    public Finding {
        matches = matches == null ? List.of() : List.copyOf(matches);
    }

    /**
     * The finding after a ruling: SATISFIED lets it pass, NEEDS_EVIDENCE holds the case, REFUSE confirms the refusal.
     *
     * @param wanted the evidence that NEEDS_EVIDENCE waits for, if the outcome names none
     */
    public Finding ruled(Ruling given, List<Evidence> wanted) {
        var follows = switch (given) {
            case SATISFIED -> Consequence.PASS;
            case NEEDS_EVIDENCE -> Consequence.HOLD;
            case REFUSE -> Consequence.REFUSAL_PROPOSED;
        };
        var open = given == Ruling.NEEDS_EVIDENCE && missing.isEmpty() ? wanted : missing;
        return new Finding(condition, verdict, follows, reason, open, options, basis, attestors, askedLast, matches,
                given, consequence);
    }

    /** The same finding with the cases that match. */
    public Finding matching(List<String> cases) {
        return new Finding(condition, verdict, consequence, reason, missing, options, basis, attestors, askedLast,
                cases, ruling, asked);
    }

    /**
     * The rulings that are possible now. A finding that was sent back for evidence can still be ruled on as before,
     * since the evidence may not change a fact. A HOLD of the rules cannot be ruled on.
     */
    public Set<Ruling> allowedRulings() {
        return Resolution.allowed(ruling == Ruling.NEEDS_EVIDENCE ? asked : consequence);
    }

    public boolean refused() { return ruling == Ruling.REFUSE; }

    /** Whether new evidence could change it. */
    public boolean curable() {
        return verdict == Verdict.UNMET && !missing.isEmpty();
    }

}
