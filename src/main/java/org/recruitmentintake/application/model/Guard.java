package org.recruitmentintake.application.model;

/** A condition on the case after the event, under which a transition is taken. */
public enum Guard {
    REFUSAL_CONFIRMED, HAND_OVER_PASSED, CLEARED_AND_TRAVELLING, REVIEW_NEEDED, CLEARED, SOMETHING_MISSING, ALWAYS
}
