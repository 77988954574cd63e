package org.recruitmentintake.application.model;

/** What must hold of a case after the event. */
public enum Guard {
    REFUSAL_CONFIRMED, HAND_OVER_PASSED, CLEARED_AND_TRAVELLING, REVIEW_NEEDED, CLEARED, SOMETHING_MISSING, ALWAYS
}
