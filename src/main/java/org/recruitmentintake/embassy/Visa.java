package org.recruitmentintake.embassy;

/** How the visa stands with the consul. Whether {@code WAIVED} counts for a case is for eligibility to say. */
public enum Visa {
    ISSUED, WAIVED, NOT_NEEDED, PENDING, REFUSED;

    /** Whether the consul is done and nothing stands in the way of the journey. */
    public boolean opensTheWay() {
        return this == ISSUED || this == WAIVED || this == NOT_NEEDED;
    }
}
