package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;
import static org.recruitmentintake.eligibility.Citation.LAW_2297;

import java.util.List;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Outcome;

/** Consent to the processing of personal data. Without it nothing is stored at all; revoking it is a withdrawal with erasure. */
final class DataConsent implements Condition {

    private static final Outcome GIVEN = Outcome.met("data-consent-given");
    private static final Outcome REFUSED = Outcome.unmet("data-consent-refused", Consequence.HOLD, Evidence.DATA_CONSENT);
    private static final Outcome NOT_ASKED = Outcome.unknown("data-consent-missing", Consequence.HOLD, Evidence.DATA_CONSENT);

    @Override
    public String id() { return "data-consent"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024, LAW_2297); }

    @Override
    public List<Outcome> outcomes() { return List.of(GIVEN, REFUSED, NOT_ASKED); }

    @Override
    public Finding judge(Inquiry inquiry) {
        var consent = inquiry.facts().statements().dataProcessing();
        if (consent == null) {
            return inquiry.found(this, NOT_ASKED);
        }
        return inquiry.found(this, consent.given() ? GIVEN : REFUSED);
    }
}
