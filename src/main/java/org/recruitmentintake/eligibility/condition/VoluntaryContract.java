package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Step;

/** Wants freely to serve under contract: declared, and signed in an enlistment request. */
final class VoluntaryContract implements Condition {

    private static final Outcome VOLUNTARY = Outcome.met("asked-freely");
    private static final Outcome NOT_VOLUNTARY = Outcome.unmet("not-of-free-will", Consequence.REFUSAL_PROPOSED,
            Evidence.VOLUNTARY_DECLARATION);
    private static final Outcome NOT_DECLARED = Outcome.unknown("not-declared-yet", Consequence.HOLD,
            Evidence.VOLUNTARY_DECLARATION);
    private static final Outcome REQUEST_MISSING = Outcome.unknown("request-not-signed", Consequence.HOLD,
            Evidence.ENLISTMENT_REQUEST);
    private static final Outcome REQUEST_AT_EMBASSY = Outcome.unknown("request-at-the-embassy", Consequence.HOLD,
            Evidence.EMBASSY_STEP);

    @Override
    public String id() { return "voluntary-contract"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() {
        return List.of(VOLUNTARY, NOT_VOLUNTARY, NOT_DECLARED, REQUEST_MISSING, REQUEST_AT_EMBASSY);
    }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (Boolean.FALSE.equals(facts.statements().voluntary())) {
            return assessment.finding(this, NOT_VOLUNTARY, facts.statements().voluntary());
        }
        if (facts.statements().voluntary() == null) return assessment.finding(this, NOT_DECLARED);
        if (facts.route() == Route.EMBASSY) {
            return assessment.finding(this, isSignedAtEmbassy(facts) ? VOLUNTARY : REQUEST_AT_EMBASSY);
        }
        return assessment.finding(this,
                facts.statements().enlistmentRequestSigned() != null ? VOLUNTARY : REQUEST_MISSING);
    }

    private static boolean isSignedAtEmbassy(Facts facts) {
        return facts.steps().stream().anyMatch(step -> step.step() == Step.ENLISTMENT_REQUEST);
    }
}
