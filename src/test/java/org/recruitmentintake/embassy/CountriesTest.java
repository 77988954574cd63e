package org.recruitmentintake.embassy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes in use, withdrawn codes with their successors, and texts that are no codes. */
class CountriesTest {

    @ParameterizedTest
    @ValueSource(strings = {"XK", "UA", "CA", "SK", "GE", "BY", "SS", "CW", "TL", "PS", "TW", "AQ"})
    void codesInUseAreCountries(String code) {
        assertTrue(Countries.isCountry(code));
        assertEquals(List.of(), Countries.successors(code));
    }

    @ParameterizedTest
    @CsvSource({"YU, BA HR ME MK RS SI", "CS, CZ ME RS SK", "DD, DE", "AN, BQ CW SX", "ZR, CD", "BU, MM", "TP, TL",
            "SU, AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ", "YD, YE", "RH, ZW", "FX, FR", "HV, BF"})
    void withdrawnCodesNameTheirSuccessors(String code, String successors) {
        assertFalse(Countries.isCountry(code));
        assertEquals(successors, String.join(" ", Countries.successors(code)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZZ", "XX", "UK", "EU", "", "ca", "CAN", "АТ"})
    void otherTextsAreNoCountries(String code) {
        assertFalse(Countries.isCountry(code));
        assertEquals(List.of(), Countries.successors(code));
    }

    @Test
    void isoHas249CodesAndKosovoIsAdded() {
        assertEquals(250, pairsOfLetters().filter(Countries::isCountry).count());
    }

    @Test
    void everySuccessorIsInUse() {
        var successors = pairsOfLetters().flatMap(code -> Countries.successors(code).stream()).toList();
        assertTrue(successors.size() > 30, successors.toString());
        assertEquals(List.of(), successors.stream().filter(code -> !Countries.isCountry(code)).toList());
    }

    private static Stream<String> pairsOfLetters() {
        return IntStream.range(0, 26 * 26).mapToObj(i -> "" + (char) ('A' + i / 26) + (char) ('A' + i % 26));
    }
}
