package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Which dates are plausible, at a moment when Kyiv is a day behind Canberra. */
class RequestRulesTest {

    /** It is 2 March in UTC+14 and in Canberra, and 1 March in Kyiv and in Ottawa. */
    private static final Instant NOW = Instant.parse("2026-03-01T14:30:00Z");

    private final RequestRules rules = new RequestRules(EmbassyDirectory.parse(List.of("ca-ottawa;CA;Ottawa;;")), NOW);

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "2016-06-10,", "2016-06-09, implausible-date",
            "1901-01-01, implausible-date"})
    void signatureIsPlausible(LocalDate signed, String code) {
        rules.checkPastDay("/signed", signed, Rules.BEGINNING);
        assertEquals(code == null ? List.of() : List.of(code), codes());
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "1900-01-01,", "1899-12-31, implausible-date"})
    void birthDateIsPlausible(LocalDate born, String code) {
        rules.checkPastDay("/born", born);
        assertEquals(code == null ? List.of() : List.of(code), codes());
    }

    @Test
    void unknownValueBreaksNoRule() {
        rules.checkPastDay("/day", null);
        rules.checkExpiry("/day", null);
        rules.checkConsent("/at", null);
        rules.checkCitizenship("/citizenships", null, true);
        rules.checkDocumentNumber("/number", null);
        rules.checkEmbassy(null, null, null);
        rules.checkEmbassy(Route.IN_COUNTRY, null, null);
        rules.checkAttestations(null, null, null, null, false);
        assertEquals(List.of(), codes());
    }

    @Test
    void ruleOfTheCaseIsReportedWithOthersOnly() {
        rules.refuseUnlessCaseIsLoaded("/reason", "not-a-reason-for-this");
        assertEquals(List.of(), codes());
        assertEquals(1, rules.faults(true).size());
        rules.refuse("/ruling", "required");
        assertEquals(List.of("required", "not-a-reason-for-this"), codes());
    }

    private List<String> codes() { return rules.faults(false).stream().map(Fault::code).toList(); }
}
