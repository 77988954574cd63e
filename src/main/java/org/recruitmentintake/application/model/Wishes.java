package org.recruitmentintake.application.model;

import java.util.List;

import org.recruitmentintake.embassy.Channel;

/**
 * The applicant's preferences; stored and handed over, never a condition.
 *
 * @param preferredUnit null where none is named
 * @param firstContact how the embassy was told; null in the country
 */
public record Wishes(List<Speciality> specialities, String preferredUnit, Channel firstContact) {

    public Wishes {
        specialities = specialities == null ? List.of() : List.copyOf(specialities);
        if (specialities.size() > Speciality.values().length) {
            throw new IllegalArgumentException("more specialities than there are");
        }
        TextBounds.checkOptional(preferredUnit, 100);
    }

    Wishes withoutFirstContact() { return new Wishes(specialities, preferredUnit, null); }

    @Override
    public String toString() { return "Wishes[sealed]"; }
}
