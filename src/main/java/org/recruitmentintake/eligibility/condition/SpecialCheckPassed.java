package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.LAW_4019;

import java.util.List;
import java.util.Map;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;

/**
 * The background check of Law 4019-IX. Its implementing rules for officers are an open question, so a reviewer decides
 * on every officer.
 */
final class SpecialCheckPassed implements Condition {

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
    public Map<String, Dated<?>> parameters() { return Map.of("special-check", Rules.SPECIAL_CHECK); }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (!Rules.SPECIAL_CHECK.inForce(assessment.day())) return assessment.finding(this, NOT_YET);
        var check = facts.papers().specialCheck();
        var officerAtHandOver = facts.rank() == RankCategory.OFFICER && assessment.gate() == Gate.HAND_OVER;
        var result = assessment.attested(check);
        if (result.isEmpty()) {
            return officerAtHandOver ? assessment.finding(this, OFFICER, facts.rank())
                    : assessment.finding(this, LATER);
        }
        if (result.get() == SpecialCheck.FAILED) {
            return assessment.finding(this, FAILED, check);
        }
        if (facts.rank() == null) {
            return assessment.finding(this, LATER); // may still become an officer's case
        }
        return officerAtHandOver && !isSeenByReviewer(check) ? assessment.finding(this, OFFICER_UNREVIEWED, check)
                : assessment.finding(this, PASSED);
    }

    private static boolean isSeenByReviewer(Stated<?> check) {
        return check.attested() && check.attestation().as() == EvidenceSource.REVIEWER;
    }

    @Override
    public boolean askedLast() { return true; }
}
