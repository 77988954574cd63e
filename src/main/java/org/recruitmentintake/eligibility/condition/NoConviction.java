package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.ARTICLE_21_1;
import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * Not previously convicted. A declaration alone is no evidence. A reviewer decides on spent convictions and pending
 * charges.
 */
final class NoConviction implements Condition {

    private static final Outcome NONE = Outcome.met("not-convicted");
    private static final Outcome CONVICTED = Outcome.unmet("convicted", Consequence.REFUSAL_PROPOSED);
    private static final Outcome SPENT = Outcome.unmet("conviction-spent", Consequence.REVIEW);
    private static final Outcome PENDING = Outcome.unmet("charge-pending", Consequence.REVIEW, Evidence.CONVICTIONS);
    private static final Outcome NOT_SEEN = Outcome.unknown("conviction-check-not-seen", Consequence.HOLD,
            Evidence.CONVICTIONS);

    @Override
    public String id() { return "no-conviction"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, DECREE_248_2016, ARTICLE_21_1); }

    @Override
    public List<Outcome> outcomes() { return List.of(NONE, CONVICTED, SPENT, PENDING, NOT_SEEN); }

    @Override
    public Finding judge(Assessment assessment) {
        var convictions = assessment.facts().papers().convictions();
        return assessment.attested(convictions).map(record -> assessment.finding(this, outcome(record), convictions))
                .orElseGet(() -> assessment.finding(this, NOT_SEEN));
    }

    private static Outcome outcome(Convictions record) {
        return switch (record) {
            case NONE -> NONE;
            case CONVICTED -> CONVICTED;
            case SPENT -> SPENT;
            case PENDING -> PENDING;
        };
    }
}
