package org.recruitmentintake.application;

import java.util.List;
import org.recruitmentintake.embassy.ContactChannel;

/**
 * What the applicant would like; kept and handed over, never a bar.
 *
 * @param preferredUnit null where none is named
 * @param firstContact how the embassy was told; null in the country
 */
public record Wishes(List<Speciality> specialities, String preferredUnit, ContactChannel firstContact) {

    /** A speciality is a preference, not a condition. */
    public enum Speciality {
        COMBAT_MEDIC, UAV_OPERATOR, SNIPER, COOK, DRIVER, OTHER
    }

    public Wishes {
        specialities = specialities == null ? List.of() : List.copyOf(specialities);
    }

    @Override
    public String toString() { return "Wishes[sealed]"; }
}
