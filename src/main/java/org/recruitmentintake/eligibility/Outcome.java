package org.recruitmentintake.eligibility;

import java.util.List;

import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * A possible outcome of a condition. The code is stable, unique within its condition, and the key of the text.
 *
 * @param atClearance the consequence at the clearance
 * @param atHandOver the consequence at the hand-over
 * @param missing the evidence that would settle it, in the order in which it is gathered
 */
public record Outcome(String code, Verdict verdict, Consequence atClearance, Consequence atHandOver,
        List<Evidence> missing) {

    /** The outcome of a condition asked last while another one does not pass. */
    public static final Outcome ASKED_LAST = deferred("asked-last");

    public static Outcome met(String code) { return atBothGates(code, Verdict.MET, Consequence.PASS); }

    public static Outcome notApplicable(String code) {
        return atBothGates(code, Verdict.NOT_APPLICABLE, Consequence.PASS);
    }

    public static Outcome deferred(String code, Evidence... until) {
        return atBothGates(code, Verdict.DEFERRED, Consequence.PASS, until);
    }

    /** Not met; {@code cure} is the evidence that could change it. */
    public static Outcome unmet(String code, Consequence consequence, Evidence... cure) {
        return atBothGates(code, Verdict.UNMET, consequence, cure);
    }

    public static Outcome unknown(String code, Consequence consequence, Evidence... missing) {
        return atBothGates(code, Verdict.UNKNOWN, consequence, missing);
    }

    private static Outcome atBothGates(String code, Verdict verdict, Consequence consequence, Evidence... missing) {
        return new Outcome(code, verdict, consequence, consequence, List.of(missing));
    }

    public Consequence at(Gate gate) { return gate == Gate.CLEARANCE ? atClearance : atHandOver; }
}
