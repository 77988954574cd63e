package org.recruitmentintake.eligibility;

import java.util.List;

import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * A possible outcome of a condition. The code is stable, unique within its condition, and the key of the text.
 *
 * @param missing the evidence that would settle it, in the order in which it is gathered
 */
public record Outcome(String code, Verdict verdict, Consequence consequence, List<Evidence> missing) {

    /** The outcome of a condition asked last while another one does not pass. */
    public static final Outcome ASKED_LAST = deferred("asked-last");

    public static Outcome met(String code) { return new Outcome(code, Verdict.MET, Consequence.PASS, List.of()); }

    public static Outcome notApplicable(String code) {
        return new Outcome(code, Verdict.NOT_APPLICABLE, Consequence.PASS, List.of());
    }

    public static Outcome deferred(String code, Evidence... until) {
        return new Outcome(code, Verdict.DEFERRED, Consequence.PASS, List.of(until));
    }

    /** Not met; {@code cure} is the evidence that could change it. */
    public static Outcome unmet(String code, Consequence consequence, Evidence... cure) {
        return new Outcome(code, Verdict.UNMET, consequence, List.of(cure));
    }

    public static Outcome unknown(String code, Consequence consequence, Evidence... missing) {
        return new Outcome(code, Verdict.UNKNOWN, consequence, List.of(missing));
    }
}
