package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;
import static org.recruitmentintake.eligibility.Citation.LAW_2232;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Fitness;

/** Fit by health, by the verdict of the military medical commission, never a diagnosis. */
final class MedicalFitness implements Condition {

    private static final Outcome FIT = Outcome.met("fit");
    private static final Outcome UNFIT = Outcome.unmet("unfit", Consequence.REFUSAL_PROPOSED, Evidence.FITNESS);
    private static final Outcome NOT_EXAMINED = Outcome.unknown("not-examined", Consequence.HOLD, Evidence.FITNESS);
    static final Outcome AFTER_ARRIVAL = Outcome.deferred("commission-after-arrival", Evidence.FITNESS);

    @Override
    public String id() { return "medical-fitness"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, LAW_2232); }

    @Override
    public List<Outcome> outcomes() { return List.of(FIT, UNFIT, NOT_EXAMINED, AFTER_ARRIVAL); }

    @Override
    public Finding judge(Assessment assessment) {
        var fitness = assessment.facts().papers().fitness();
        return assessment.sufficient(fitness).filter(verdict -> verdict != Fitness.NOT_EXAMINED)
                .map(verdict -> assessment.finding(this, verdict == Fitness.FIT ? FIT : UNFIT, fitness))
                .orElseGet(() -> assessment.finding(this,
                        assessment.gate() == Gate.CLEARANCE ? AFTER_ARRIVAL : NOT_EXAMINED));
    }
}
