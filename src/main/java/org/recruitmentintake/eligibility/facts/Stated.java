package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A fact with its assurance: declared by the applicant, or attested by somebody whose task it is.
 *
 * @param attestation who has seen the paper and when; null while the fact is only declared
 */
public record Stated<T>(T value, Attestation attestation) {

    public Stated {
        Objects.requireNonNull(value);
        if (value instanceof LocalDate day) {
            Bounds.of(day);
        }
    }

    public static <T> Stated<T> declared(T value) { return value == null ? null : new Stated<>(value, null); }

    public boolean attested() { return attestation != null; }

    /** The same fact as somebody has now seen it. */
    public Stated<T> attestedBy(Attestation attestation) {
        return new Stated<>(value, attestation);
    }

    /** What a later declaration leaves: the attested fact where it says the same, else the new one, unattested. */
    public static <T> Stated<T> restated(Stated<T> before, T now) {
        return Optional.ofNullable(before).filter(fact -> fact.value().equals(now)).orElseGet(() -> declared(now));
    }
}
