package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;
import java.util.Objects;

/** The ground of lawful presence in Ukraine, and its last day, or null if it has none. */
public record Presence(Basis basis, LocalDate validUntil) {

    /**
     * An open list, {@code OTHER} included: the law asks for lawful presence, not for a kind of paper. {@code NONE}:
     * there is no ground.
     */
    public enum Basis {
        ENTRY_STAMP, VISA, TEMPORARY_RESIDENCE, PERMANENT_RESIDENCE, PROTECTION, OTHER, NONE
    }

    public Presence {
        Objects.requireNonNull(basis);
        Bounds.check(validUntil);
    }

    public boolean coversDay(LocalDate day) {
        return basis != Basis.NONE && (validUntil == null || !validUntil.isBefore(day));
    }
}
