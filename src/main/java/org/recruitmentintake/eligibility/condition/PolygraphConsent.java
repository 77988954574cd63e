package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.POLYGRAPH_RULES;

import java.util.List;
import java.util.Map;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.RankCategory;

/**
 * Written consent to a polygraph where it is mandatory: officers, posts with state secrets, data that a reviewer has
 * marked doubtful.
 */
final class PolygraphConsent implements Condition {

    private static final Outcome GIVEN = Outcome.met("polygraph-consent-given");
    private static final Outcome REFUSED = Outcome.unmet("polygraph-refused", Consequence.REVIEW,
            Evidence.POLYGRAPH_CONSENT);
    private static final Outcome MISSING = Outcome.unknown("polygraph-consent-missing", Consequence.HOLD,
            Evidence.POLYGRAPH_CONSENT);
    private static final Outcome NOT_MANDATORY = Outcome.notApplicable("polygraph-not-mandatory");

    @Override
    public String id() { return "polygraph-consent"; }

    @Override
    public List<Citation> citations() { return List.of(POLYGRAPH_RULES); }

    @Override
    public List<Outcome> outcomes() { return List.of(GIVEN, REFUSED, MISSING, NOT_MANDATORY); }

    @Override
    public Map<String, Dated<?>> parameters() { return Map.of("polygraph", Rules.POLYGRAPH); }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (!Rules.POLYGRAPH.inForce(assessment.day()) || !isMandatory(assessment, facts)) {
            return assessment.finding(this, NOT_MANDATORY);
        }
        var consent = facts.statements().polygraph();
        if (consent == null) return assessment.finding(this, MISSING);
        return consent.given() ? assessment.finding(this, GIVEN) : assessment.finding(this, REFUSED, consent);
    }

    private static boolean isMandatory(Assessment assessment, Facts facts) {
        return facts.rank() == RankCategory.OFFICER
                || assessment.stated(facts.papers().polygraphGrounds())
                        .filter(grounds -> grounds.stateSecrets() || grounds.doubtfulData()).isPresent();
    }
}
