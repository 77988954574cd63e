package org.recruitmentintake.eligibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an applicant is told of the law without any effect on the decision. */
class AdvisoryTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "2016-06-10 | contract-terms unit-placement",
            "2024-05-17 | contract-terms unit-placement",
            "2024-05-18 | contract-terms own-wish-exit unit-placement",
            "2026-02-12 | contract-terms own-wish-exit unit-placement",
            "2026-02-13 | contract-terms own-wish-exit unit-choice",
            "2026-04-30 | contract-terms own-wish-exit unit-choice",
            "2026-05-01 | contract-terms own-wish-exit residence-permit unit-choice"})
    void statelessPersonGetsAdvisoriesOfTheDay(LocalDate day, String ids) {
        assertEquals(List.of(ids.split(" ")), ids(day, "in Ukraine, all seen; stateless"));
    }

    @ParameterizedTest
    @CsvSource({"CA,2022-02-27", "DK,2022-02-27", "LV,2022-02-28", "US,2022-03-01", "GB,2022-03-01", "SN,2022-03-01",
            "DZ,2022-03-01"})
    void positionOfAGovernmentIsShownFromItsDay(String country, LocalDate since) {
        assertEquals(new Advisory(Advisory.HOME_COUNTRY_LAW, since, country, null),
                on(since, "in Ukraine, all seen; citizen of " + country).get(0));
        assertNull(on(since.minusDays(1), "in Ukraine, all seen; citizen of " + country).get(0).country());
    }

    @Test
    void dualCitizenGetsTheAdvisoryOfEveryCountry() {
        assertEquals(List.of("CA", "US"),
                on(LocalDate.parse("2026-03-02"), "in Ukraine, all seen; citizen of CA and FR and US").stream()
                        .filter(advisory -> advisory.country() != null).map(Advisory::country).toList());
    }

    @Test
    void countryWithoutAPositionGetsAGeneralAdvisory() {
        assertEquals(new Advisory(Advisory.HOME_COUNTRY_LAW, Rules.BEGINNING, null, null),
                on(LocalDate.parse("2026-03-02"), "in Ukraine, all seen; citizen of FR and JP").get(0));
    }

    @Test
    void unknownCitizenshipGetsNoAdvisoryOnAHomeCountry() {
        assertTrue(ids(LocalDate.parse("2026-03-02"), "in Ukraine, nothing stated").stream()
                .noneMatch(Advisory.HOME_COUNTRY_LAW::equals));
    }

    @Test
    void advisoryIsDatedByItsCitation() {
        var cited = on(LocalDate.parse("2026-05-01"), "in Ukraine, all seen; stateless").stream()
                .filter(advisory -> advisory.citation() != null).toList();
        assertEquals(List.of("residence-permit", "unit-choice"), cited.stream().map(Advisory::id).toList());
        cited.forEach(advisory -> assertEquals(advisory.citation().inForceFrom(), advisory.since()));
    }

    private static List<Advisory> on(LocalDate day, String words) {
        return Advisory.on(day, FactsInWords.of(words, day, "hand-over").facts());
    }

    private static List<String> ids(LocalDate day, String words) {
        return on(day, words).stream().map(Advisory::id).toList();
    }
}
