package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** The rules of a request that its schema cannot state, at a moment when Kyiv is a day behind Canberra. */
class RequestRulesTest {

    /** It is 2 March in UTC+14 and in Canberra, and 1 March in Kyiv and in Ottawa. */
    private static final Instant NOW = Instant.parse("2026-03-01T14:30:00Z");

    private static final Client PORTAL = new Client("portal-one", "portal-one", Role.PORTAL, Set.of(), Set.of());

    private final RequestRules rules = new RequestRules(EmbassyDirectory.parse(List.of("ca-ottawa;CA;Ottawa;;")), NOW);

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "2016-06-10,", "2016-06-09, implausible-date",
            "1901-01-01, implausible-date"})
    void implausibleSignatureIsRefused(LocalDate signed, String code) {
        rules.checkPastDay("/signed", signed, Rules.BEGINNING);
        assertEquals(code == null ? List.of() : List.of(code), codes());
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02,", "2026-03-03, in-the-future", "1900-01-01,", "1899-12-31, implausible-date"})
    void implausibleBirthDateIsRefused(LocalDate born, String code) {
        rules.checkPastDay("/born", born);
        assertEquals(code == null ? List.of() : List.of(code), codes());
    }

    @Test
    void unknownValueBreaksNoRule() {
        rules.checkPastDay("/day", null);
        rules.checkExpiry("/day", null);
        rules.checkConsent("/at", null);
        rules.checkCitizenship("", null, true);
        rules.checkCitizenship("", Collections.singletonList(null), true);
        rules.checkDocumentNumber("/number", null);
        rules.checkEmbassy(null, null, null);
        rules.checkEmbassy(Route.IN_COUNTRY, null, null);
        rules.checkAttestations(null, null, null, null, false);
        rules.checkAttestations(Collections.singletonList(null), PORTAL, null, null, false);
        assertEquals(List.of(), codes());
    }

    /** If the case is loaded, its use case checks this rule. Other faults prevent that. */
    @Test
    void ruleOfTheUseCaseIsReportedOnlyBesideOtherFaults() {
        rules.refuseUnlessCaseIsLoaded("/reason", "not-a-reason-for-this");
        assertEquals(List.of(), codes());
        assertEquals(1, rules.faults(pointer -> false, true).size());
        rules.refuse("/ruling", "required");
        assertEquals(List.of("required", "not-a-reason-for-this"), codes());
    }

    /** A rule about several members is not reported if one of them is refused already. */
    @ParameterizedTest
    @CsvSource({"/citizenships, 0", "/stateless, 0", "/kind, 1"})
    void ruleAboutARefusedMemberIsNotReported(String refused, int faults) {
        rules.checkCitizenshipSeen("", null, null);
        assertEquals(faults, rules.faults(refused::equals, true).size());
    }

    private List<String> codes() { return rules.faults(pointer -> false, false).stream().map(Fault::code).toList(); }
}
