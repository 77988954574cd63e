package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.LAW_4019;

import java.util.List;
import java.util.Map;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Inquiry.Gate;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.Rules.Dated;

/** The background check of Law 4019-IX. Its implementing rules for officers are an open question, so a reviewer sees every officer. */
final class SpecialCheck implements Condition {

    private static final Outcome PASSED = Outcome.met("special-check-passed");
    private static final Outcome FAILED = Outcome.unmet("special-check-failed", Consequence.REFUSAL_PROPOSED,
            Evidence.SPECIAL_CHECK);
    private static final Outcome LATER = Outcome.deferred("special-check-later", Evidence.SPECIAL_CHECK);
    private static final Outcome OFFICER = Outcome.unknown("officer-not-checked", Consequence.REVIEW,
            Evidence.SPECIAL_CHECK);
    private static final Outcome OFFICER_UNREVIEWED = Outcome.unknown("officer-not-reviewed", Consequence.REVIEW,
            Evidence.SPECIAL_CHECK);
    private static final Outcome NOT_YET = Outcome.notApplicable("no-special-check-yet");

    @Override
    public String id() { return "special-check"; }

    @Override
    public List<Citation> citations() { return List.of(LAW_4019); }

    @Override
    public List<Outcome> outcomes() {
        return List.of(PASSED, FAILED, LATER, OFFICER, OFFICER_UNREVIEWED, NOT_YET, Outcome.ASKED_LAST);
    }

    @Override
    public Map<String, Dated<?>> parameters() {
        return Map.of("special-check", Rules.SPECIAL_CHECK);
    }

    @Override
    public Finding judge(Inquiry inquiry) {
        var facts = inquiry.facts();
        if (!Rules.SPECIAL_CHECK.inForce(inquiry.day())) {
            return inquiry.found(this, NOT_YET);
        }
        var check = facts.papers().specialCheck();
        var officerAtHandOver = facts.rank() == RankCategory.OFFICER && inquiry.gate() == Gate.HAND_OVER;
        var result = inquiry.verified(check);
        if (result.isEmpty()) {
            return officerAtHandOver ? inquiry.found(this, OFFICER, facts.rank()) : inquiry.found(this, LATER);
        }
        if (result.get() == Facts.SpecialCheck.FAILED) {
            return inquiry.found(this, FAILED, check);
        }
        if (facts.rank() == null) {
            return inquiry.found(this, LATER); // may still be an officer's, which a reviewer has to see
        }
        return officerAtHandOver && !seenByReviewer(check) ? inquiry.found(this, OFFICER_UNREVIEWED, check)
                : inquiry.found(this, PASSED);
    }

    private static boolean seenByReviewer(Stated<?> check) {
        return check.attested() && check.attestation().as() == Evidence.Settler.REVIEWER;
    }

    @Override
    public boolean askedLast() { return true; }
}
