package org.recruitmentintake.application.model;

import java.util.EnumSet;
import java.util.Set;

/** The state of a case. Derived from facts and resolutions by {@link Transitions}, and set nowhere else. */
public enum State {
    /** A step or a piece of evidence is missing. */
    IN_PROGRESS,
    /** Embassy route: the embassy may give travel instructions. */
    CLEARED_FOR_TRAVEL,
    /** A person has to decide; what the program proposes is in the findings. */
    IN_REVIEW,
    REFUSED,
    /** Valid: the hand-over is written down, and the case is frozen. */
    ACCEPTED,
    /** The broker has taken the message. */
    FORWARDED,
    WITHDRAWN,
    ERASED;

    /** The states in which facts may still change. */
    public static final Set<State> UNDECIDED = EnumSet.of(IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW);

    /** The states of a case that is a match for another one of the same document. */
    public static final Set<State> HANDED_OVER = EnumSet.of(ACCEPTED, FORWARDED);
}
