package org.recruitmentintake.eligibility.condition;

import static org.recruitmentintake.eligibility.Citation.DECREE_84_2024;
import static org.recruitmentintake.eligibility.Citation.LAW_2297;

import java.util.List;
import java.util.function.Function;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Statements;

/**
 * A consent that every case needs: to the processing of personal data, or to the verification of the statements.
 * Without the first nothing is stored; if it is revoked, the case is withdrawn and erased.
 */
final class ConsentGiven implements Condition {

    private final String id;
    private final List<Citation> citations;
    private final Function<Statements, Consent> consent;
    private final Outcome given = Outcome.met("consent-given");
    private final Outcome refused;
    private final Outcome missing;

    private ConsentGiven(String id, List<Citation> citations, Evidence settledBy,
            Function<Statements, Consent> consent) {
        this.id = id;
        this.citations = citations;
        this.consent = consent;
        refused = Outcome.unmet("consent-refused", Consequence.HOLD, settledBy);
        missing = Outcome.unknown("consent-missing", Consequence.HOLD, settledBy);
    }

    static ConsentGiven toData() {
        return new ConsentGiven("data-consent", List.of(DECREE_84_2024, LAW_2297), Evidence.DATA_CONSENT,
                Statements::dataProcessing);
    }

    static ConsentGiven toVerification() {
        return new ConsentGiven("verification-consent", List.of(DECREE_84_2024), Evidence.VERIFICATION_CONSENT,
                Statements::verification);
    }

    @Override
    public String id() { return id; }

    @Override
    public List<Citation> citations() { return citations; }

    @Override
    public List<Outcome> outcomes() { return List.of(given, refused, missing); }

    @Override
    public Finding judge(Assessment assessment) {
        var stated = consent.apply(assessment.facts().statements());
        if (stated == null) return assessment.finding(this, missing);
        return assessment.finding(this, stated.given() ? given : refused);
    }
}
