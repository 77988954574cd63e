package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_248_2016;
import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.Rules.Dated;

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
    public Finding judge(Inquiry inquiry) {
        var branch = inquiry.facts().branch();
        if (branch == null) {
            return inquiry.found(this, NOT_CHOSEN);
        }
        var open = Rules.OPEN_BRANCHES.on(inquiry.day()).orElse(Set.of());
        if (open.contains(branch)) {
            return inquiry.found(this, OPEN);
        }
        var perhaps = Rules.PERHAPS_OPEN_BRANCHES.on(inquiry.day()).orElse(Set.of()).contains(branch);
        return inquiry.found(this, perhaps ? UNSURE : CLOSED, open.stream().sorted().map(Branch::name).toList(),
                branch);
    }
}
