package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A fact with its assurance: declared by the applicant, or attested by a desk or a reviewer.
 *
 * @param attestation null while the fact is only declared
 */
public record Stated<T>(T value, Attestation attestation) {

    public Stated {
        Objects.requireNonNull(value);
        if (value instanceof LocalDate day) {
            Bounds.check(day);
        }
    }

    public static <T> Stated<T> declared(T value) { return value == null ? null : new Stated<>(value, null); }

    public boolean attested() { return attestation != null; }

    /** The same fact, attested now. */
    public Stated<T> attestedBy(Attestation attestation) {
        return new Stated<>(value, attestation);
    }
}
