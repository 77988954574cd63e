package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.INSTRUCTIONS_2022;

import java.util.List;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.ServicePapers;

/** Papers that prove the service, if experience is claimed. The law requires no experience. */
final class ServicePapersShown implements Condition {

    private static final Outcome CONFIRMED = Outcome.met("service-confirmed");
    private static final Outcome CONTRADICTED = Outcome.unmet("service-contradicted", Consequence.REVIEW,
            Evidence.SERVICE_PAPERS);
    private static final Outcome NOT_SEEN = Outcome.unknown("service-papers-not-seen", Consequence.HOLD,
            Evidence.SERVICE_PAPERS);
    private static final Outcome NOT_CLAIMED = Outcome.notApplicable("no-experience-claimed");

    @Override
    public String id() { return "service-papers"; }

    @Override
    public List<Citation> citations() { return List.of(INSTRUCTIONS_2022); }

    @Override
    public List<Outcome> outcomes() { return List.of(CONFIRMED, CONTRADICTED, NOT_SEEN, NOT_CLAIMED); }

    @Override
    public Finding judge(Assessment assessment) {
        var facts = assessment.facts();
        if (!Boolean.TRUE.equals(facts.statements().experienceClaimed())) return assessment.finding(this, NOT_CLAIMED);
        var papers = facts.papers().servicePapers();
        return assessment.attested(papers)
                .map(verdict -> assessment.finding(this, verdict == ServicePapers.CONFIRMED ? CONFIRMED : CONTRADICTED,
                        papers))
                .orElseGet(() -> assessment.finding(this, NOT_SEEN));
    }
}
