package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.ARTICLE_21_1;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Identity;

/**
 * A foreign citizenship or stateless, and not a citizen of Ukraine. Citizens, dual citizens included, take the
 * citizens' route.
 */
final class ForeignerOrStateless implements Condition {

    private static final Outcome FOREIGNER = Outcome.met("foreigner-or-stateless");
    private static final Outcome CITIZEN = Outcome.unmet("citizen-of-ukraine", Consequence.REFUSAL_PROPOSED,
            Evidence.IDENTITY);
    private static final Outcome CITIZEN_DECLARED = Outcome.unknown("citizen-of-ukraine-declared", Consequence.HOLD,
            Evidence.IDENTITY);
    private static final Outcome UNCLEAR = Outcome.unknown("citizenship-unclear", Consequence.HOLD,
            Evidence.CITIZENSHIP);
    private static final Outcome NOT_SEEN = Outcome.unknown("citizenship-not-seen", Consequence.HOLD,
            Evidence.IDENTITY);

    @Override
    public String id() { return "foreigner-or-stateless"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, ARTICLE_21_1); }

    @Override
    public List<Outcome> outcomes() { return List.of(FOREIGNER, CITIZEN, CITIZEN_DECLARED, UNCLEAR, NOT_SEEN); }

    @Override
    public Finding judge(Assessment assessment) {
        var identity = assessment.facts().papers().identity();
        var stated = assessment.stated(identity).filter(Identity::clear);
        if (stated.isEmpty()) return assessment.finding(this, UNCLEAR);
        var citizen = stated.get().citizenships().contains("UA");
        if (assessment.sufficient(identity).isEmpty()) {
            return assessment.finding(this, citizen ? CITIZEN_DECLARED : NOT_SEEN);
        }
        return assessment.finding(this, citizen ? CITIZEN : FOREIGNER, identity);
    }
}
