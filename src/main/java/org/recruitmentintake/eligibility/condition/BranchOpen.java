package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

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
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Evidence;

/** The branch takes foreigners on the decision date. */
final class BranchOpen implements Condition {

    private static final Outcome OPEN = Outcome.met("branch-open");
    private static final Outcome CLOSED = Outcome.unmet("branch-not-open", Consequence.REFUSAL_PROPOSED,
            Evidence.BRANCH);
    private static final Outcome UNSURE = Outcome.unmet("branch-opening-unsure", Consequence.REVIEW, Evidence.BRANCH);
    private static final Outcome NOT_CHOSEN = Outcome.unknown("branch-not-chosen", Consequence.HOLD, Evidence.BRANCH);

    @Override
    public String id() { return "branch-open"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, DECREE_248_2016); }

    @Override
    public List<Outcome> outcomes() { return List.of(OPEN, CLOSED, UNSURE, NOT_CHOSEN); }

    @Override
    public Map<String, Dated<?>> parameters() {
        return Map.of("open-branches", Rules.OPEN_BRANCHES, "perhaps-open-branches", Rules.PERHAPS_OPEN_BRANCHES);
    }

    @Override
    public Finding judge(Assessment assessment) {
        var branch = assessment.facts().branch();
        if (branch == null) return assessment.finding(this, NOT_CHOSEN);
        var open = Rules.OPEN_BRANCHES.on(assessment.day()).orElse(Set.of());
        if (open.contains(branch)) return assessment.finding(this, OPEN);
        var perhaps = Rules.PERHAPS_OPEN_BRANCHES.on(assessment.day()).orElse(Set.of()).contains(branch);
        return assessment.finding(this, perhaps ? UNSURE : CLOSED, open.stream().sorted().map(Branch::name).toList(),
                branch);
    }
}
