package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.OUR_PRUDENCE;

import java.util.List;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Inquiry.Gate;

/** No other open case of the same document. A match holds the hand-over until a reviewer has looked; nobody else learns of it. */
final class PossibleDuplicate implements Condition {

    private static final Outcome ONLY_CASE = Outcome.met("only-case");
    private static final Outcome MATCH = Outcome.unmet("another-open-case", Consequence.REVIEW);
    private static final Outcome AT_HAND_OVER = Outcome.deferred("duplicates-at-hand-over");
    private static final Outcome NOT_ASKED = Outcome.notApplicable("duplicates-not-asked");

    @Override
    public String id() { return "possible-duplicate"; }

    @Override
    public List<Citation> citations() { return List.of(OUR_PRUDENCE); }

    @Override
    public List<Outcome> outcomes() { return List.of(ONLY_CASE, MATCH, AT_HAND_OVER, NOT_ASKED); }

    @Override
    public Finding judge(Inquiry inquiry) {
        var others = inquiry.otherOpenCases();
        if (others == null) {
            return inquiry.found(this, NOT_ASKED);
        }
        if (others.isEmpty()) {
            return inquiry.found(this, ONLY_CASE);
        }
        return inquiry.gate() == Gate.CLEARANCE ? inquiry.found(this, AT_HAND_OVER)
                : inquiry.found(this, MATCH, others);
    }

    @Override
    public boolean hidden() { return true; }
}
