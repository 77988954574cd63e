package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.POLYGRAPH_RULES;

import java.util.List;
import java.util.Map;

import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Condition.Outcome;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.Rules.Dated;

/** Written consent to a polygraph where it is mandatory: officers, posts with state secrets, data that a reviewer has marked doubtful. */
final class PolygraphConsent implements Condition {

    private static final Outcome GIVEN = Outcome.met("polygraph-consent-given");
    private static final Outcome REFUSED = Outcome.unmet("polygraph-refused", Consequence.REVIEW,
            Evidence.POLYGRAPH_CONSENT);
    private static final Outcome MISSING = Outcome.unknown("polygraph-consent-missing", Consequence.HOLD,
            Evidence.POLYGRAPH_CONSENT);
    private static final Outcome NOT_MANDATORY = Outcome.notApplicable("polygraph-not-mandatory");

    @Override
    public String id() { return "polygraph-consent"; }

    @Override
    public List<Citation> citations() { return List.of(POLYGRAPH_RULES); }

    @Override
    public List<Outcome> outcomes() { return List.of(GIVEN, REFUSED, MISSING, NOT_MANDATORY); }

    @Override
    public Map<String, Dated<?>> parameters() {
        return Map.of("polygraph", Rules.POLYGRAPH);
    }

    @Override
    public Finding judge(Inquiry inquiry) {
        var facts = inquiry.facts();
        if (!Rules.POLYGRAPH.inForce(inquiry.day()) || !mandatory(inquiry, facts)) {
            return inquiry.found(this, NOT_MANDATORY);
        }
        var consent = facts.statements().polygraph();
        if (consent == null) {
            return inquiry.found(this, MISSING);
        }
        return consent.given() ? inquiry.found(this, GIVEN) : inquiry.found(this, REFUSED, consent);
    }

    private static boolean mandatory(Inquiry inquiry, Facts facts) {
        return facts.rank() == RankCategory.OFFICER
                || inquiry.said(facts.papers().polygraphGrounds())
                        .filter(grounds -> grounds.stateSecrets() || grounds.doubtfulData()).isPresent();
    }
}
