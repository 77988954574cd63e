package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;

import java.util.List;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Outcome;

/** Consent to having the statements verified. */
final class VerificationConsent implements Condition {

    private static final Outcome GIVEN = Outcome.met("verification-consent-given");
    private static final Outcome REFUSED = Outcome.unmet("verification-consent-refused", Consequence.HOLD, Evidence.VERIFICATION_CONSENT);
    private static final Outcome NOT_ASKED = Outcome.unknown("verification-consent-missing", Consequence.HOLD, Evidence.VERIFICATION_CONSENT);

    @Override
    public String id() { return "verification-consent"; }

    @Override
    public List<Citation> citations() { return List.of(DECREE_84_2024); }

    @Override
    public List<Outcome> outcomes() { return List.of(GIVEN, REFUSED, NOT_ASKED); }

    @Override
    public Finding judge(Inquiry inquiry) {
        var consent = inquiry.facts().statements().verification();
        if (consent == null) {
            return inquiry.found(this, NOT_ASKED);
        }
        return inquiry.found(this, consent.given() ? GIVEN : REFUSED);
    }
}
