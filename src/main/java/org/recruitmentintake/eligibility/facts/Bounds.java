package org.recruitmentintake.eligibility.facts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * Checks dates and country codes in facts again, so that a bug of the reader of requests cannot put a date into a
 * message that JSON Schema's format does not allow.
 */
public final class Bounds {

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private Bounds() {}

    /** A day of a year with four digits; null passes. */
    static void check(LocalDate day) {
        if (day != null && (day.getYear() < 0 || day.getYear() > 9999)) {
            throw new IllegalArgumentException("a day without a year of four digits");
        }
    }

    public static void check(Instant moment) { check(moment.atOffset(ZoneOffset.UTC).toLocalDate()); }

    static void checkCountry(String code) {
        if (!COUNTRY.matcher(code).matches()) throw new IllegalArgumentException("not a country code");
    }
}
