package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;
import java.util.Objects;

/**
 * The identity document, without its number, which no condition needs.
 *
 * @param validUntil the last day on which it is valid; null if it does not expire
 */
public record Document(Kind kind, String country, LocalDate validUntil) {

    /**
     * National ID or internal passport, passport for foreign travel, or a document that identifies a stateless person.
     */
    public enum Kind {
        TRAVEL_PASSPORT, NATIONAL_ID, INTERNAL_PASSPORT, STATELESS_PERSON_DOCUMENT
    }

    public Document {
        Objects.requireNonNull(kind);
        Bounds.checkCountry(country);
        Bounds.check(validUntil);
    }

    public boolean coversDay(LocalDate day) { return validUntil == null || !validUntil.isBefore(day); }
}
