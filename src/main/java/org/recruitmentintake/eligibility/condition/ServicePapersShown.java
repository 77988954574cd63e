package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.INSTRUCTIONS_2022;

import java.util.List;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;

/** Papers that prove the service, only where experience is claimed. No experience is ever required by law. */
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
    public Finding judge(Inquiry inquiry) {
        var facts = inquiry.facts();
        if (!Boolean.TRUE.equals(facts.statements().experienceClaimed())) {
            return inquiry.found(this, NOT_CLAIMED);
        }
        var papers = facts.papers().servicePapers();
        return inquiry.verified(papers)
                .map(said -> inquiry.found(this, said == ServicePapers.CONFIRMED ? CONFIRMED : CONTRADICTED, papers))
                .orElseGet(() -> inquiry.found(this, NOT_SEEN));
    }
}
