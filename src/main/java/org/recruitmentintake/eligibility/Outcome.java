package org.recruitmentintake.eligibility;

import java.util.List;

import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * One way in which a condition can end. The code is stable and unique within its condition; the texts for people hang
 * on it.
 *
 * @param atClearance what follows when the embassy asks
 * @param atHandOver what follows when the queue asks
 * @param missing what would settle it, in the order in which it would be brought
 */
public record Outcome(String code, Verdict verdict, Consequence atClearance, Consequence atHandOver,
        List<Evidence> missing) {

    /** Of a condition that is asked last: another one does not pass yet. */
    public static final Outcome ASKED_LAST = deferred("asked-last");

    public static Outcome met(String code) { return same(code, Verdict.MET, Consequence.PASS); }

    public static Outcome notApplicable(String code) {
        return same(code, Verdict.NOT_APPLICABLE, Consequence.PASS);
    }

    public static Outcome deferred(String code, Evidence... until) {
        return same(code, Verdict.DEFERRED, Consequence.PASS, until);
    }

    /** Not met; the evidence named is what could still cure it. */
    public static Outcome unmet(String code, Consequence consequence, Evidence... cure) {
        return same(code, Verdict.UNMET, consequence, cure);
    }

    public static Outcome unknown(String code, Consequence consequence, Evidence... missing) {
        return same(code, Verdict.UNKNOWN, consequence, missing);
    }

    private static Outcome same(String code, Verdict verdict, Consequence consequence, Evidence... missing) {
        return new Outcome(code, verdict, consequence, consequence, List.of(missing));
    }

    public Consequence at(Gate gate) { return gate == Gate.CLEARANCE ? atClearance : atHandOver; }
}
