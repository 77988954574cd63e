package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.OUR_PRUDENCE;

import java.util.List;
import java.util.Set;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * No other case of the same document is handed over, unless a reviewer has ruled the two apart. An undecided case
 * is no match: any portal could block an applicant by posting a document number.
 */
final class PossibleDuplicate implements Condition {

    private static final Outcome ONLY_CASE = Outcome.met("only-case");
    private static final Outcome RULED_APART = Outcome.met("ruled-apart");
    private static final Outcome MATCH = Outcome.unmet("another-case-handed-over", Consequence.REVIEW);
    private static final Outcome AT_HAND_OVER = Outcome.deferred("duplicates-at-hand-over");
    private static final Outcome NOT_ASKED = Outcome.notApplicable("duplicates-not-asked");

    @Override
    public String id() { return "possible-duplicate"; }

    @Override
    public List<Citation> citations() { return List.of(OUR_PRUDENCE); }

    @Override
    public List<Outcome> outcomes() {
        return List.of(ONLY_CASE, RULED_APART, MATCH, AT_HAND_OVER, NOT_ASKED, Outcome.ASKED_LAST);
    }

    @Override
    public boolean askedLast() { return true; }

    /** New evidence of the identity shows who owns the document. */
    @Override
    public Set<Evidence> evidence() { return Set.of(Evidence.IDENTITY); }

    @Override
    public Finding judge(Assessment assessment) {
        if (assessment.handedOver() == null) return assessment.finding(this, NOT_ASKED);
        if (assessment.gate() == Gate.CLEARANCE) return assessment.finding(this, AT_HAND_OVER);
        var handedOver = assessment.handedOver().get();
        var ruledApart = Assessment.ruledApart(assessment.facts(), assessment.resolutions());
        var matches = handedOver.stream().filter(id -> !ruledApart.contains(id)).sorted().toList();
        if (matches.isEmpty()) return assessment.finding(this, handedOver.isEmpty() ? ONLY_CASE : RULED_APART);
        return assessment.finding(this, MATCH, new Assessment.Part(assessment.facts().papers().identity(), matches))
                .matching(matches);
    }
}
