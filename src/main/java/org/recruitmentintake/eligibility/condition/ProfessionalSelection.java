package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.LAW_2232;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;

/** Professional-psychological selection and physical test passed; if they are not taken yet, the unit takes them. */
final class ProfessionalSelection implements Condition {

    private static final Outcome PASSED = Outcome.met("selection-passed");
    private static final Outcome FAILED = Outcome.unmet("selection-failed", Consequence.REFUSAL_PROPOSED,
            Evidence.SELECTION);
    private static final Outcome AT_THE_UNIT = Outcome.deferred("selection-at-the-unit", Evidence.SELECTION);

    @Override
    public String id() { return "selection"; }

    @Override
    public List<Citation> citations() { return List.of(LAW_2232); }

    @Override
    public List<Outcome> outcomes() { return List.of(PASSED, FAILED, AT_THE_UNIT); }

    @Override
    public Finding judge(Assessment assessment) {
        var selection = assessment.facts().papers().selection();
        return assessment.sufficient(selection).filter(tests -> tests.hasFailed() || tests.hasPassed())
                .map(tests -> assessment.finding(this, tests.hasFailed() ? FAILED : PASSED, selection))
                .orElseGet(() -> assessment.finding(this, AT_THE_UNIT));
    }
}
