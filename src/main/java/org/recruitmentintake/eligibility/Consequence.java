package org.recruitmentintake.eligibility;

/**
 * The consequence of a finding, from the mildest to the worst. The program never refuses: it proposes a refusal, and a
 * reviewer confirms it.
 */
public enum Consequence {
    PASS, HOLD, REVIEW, REFUSAL_PROPOSED;

    /** Whether a person has to decide. */
    public boolean asksAPerson() {
        return this == REVIEW || this == REFUSAL_PROPOSED;
    }
}
