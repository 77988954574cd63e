package org.recruitmentintake.embassy;

/** The state of the visa. The conditions say whether {@code WAIVED} counts for a case. */
public enum Visa {
    ISSUED, WAIVED, NOT_NEEDED, PENDING, REFUSED;

    /** Whether the applicant may travel. */
    public boolean allowsTravel() {
        return this == ISSUED || this == WAIVED || this == NOT_NEEDED;
    }
}
