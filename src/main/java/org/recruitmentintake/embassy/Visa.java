package org.recruitmentintake.embassy;

/** How the visa stands with the consul. Whether {@code WAIVED} counts for a case is for eligibility to say. */
public enum Visa {
    ISSUED, WAIVED, NOT_NEEDED, PENDING, REFUSED;

    /** Whether the consul has finished and the applicant may travel. */
    public boolean opensTheWay() {
        return this == ISSUED || this == WAIVED || this == NOT_NEEDED;
    }
}
