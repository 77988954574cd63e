package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;
import static org.recruitmentintake.eligibility.Citation.LAW_4019;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.RankCategory;

/** The rank category takes foreigners on the decision date. */
final class RankOpen implements Condition {

    private static final Outcome OPEN = Outcome.met("rank-open");
    private static final Outcome CLOSED = Outcome.unmet("rank-not-open", Consequence.REFUSAL_PROPOSED,
            Evidence.RANK_CATEGORY);
    private static final Outcome NOT_CHOSEN = Outcome.unknown("rank-not-chosen", Consequence.HOLD,
            Evidence.RANK_CATEGORY);

    @Override
    public String id() { return "rank-open"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, LAW_4019, DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() { return List.of(OPEN, CLOSED, NOT_CHOSEN); }

    @Override
    public Map<String, Dated<?>> parameters() { return Map.of("open-ranks", Rules.OPEN_RANKS); }

    @Override
    public Finding judge(Assessment assessment) {
        var rank = assessment.facts().rank();
        if (rank == null) return assessment.finding(this, NOT_CHOSEN);
        var open = Rules.OPEN_RANKS.on(assessment.day()).orElse(Set.of());
        return open.contains(rank) ? assessment.finding(this, OPEN)
                : assessment.finding(this, CLOSED, open.stream().sorted().map(RankCategory::name).toList(), rank);
    }
}
