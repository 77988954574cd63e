package org.recruitmentintake.application.model;

import java.util.EnumSet;
import java.util.Set;

/** The state of a case. Derived from facts and resolutions by {@link Transitions}, and set nowhere else. */
public enum State {
    /** A step or a piece of evidence is missing. */
    IN_PROGRESS,
    /** Embassy route: the embassy may give travel instructions. */
    CLEARED_FOR_TRAVEL,
    /** A reviewer has to decide; the findings say what the program proposes. */
    IN_REVIEW,
    REFUSED,
    /** Valid: the message is in the outbox, and the case is frozen. */
    ACCEPTED,
    /** The broker has accepted the message. */
    FORWARDED,
    WITHDRAWN,
    ERASED;

    /** The states in which facts may still change. */
    public static final Set<State> UNDECIDED = EnumSet.of(IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW);

    /** The states of a case that is a match for another one of the same document. */
    public static final Set<State> HANDED_OVER = EnumSet.of(ACCEPTED, FORWARDED);
}
