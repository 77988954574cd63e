package org.recruitmentintake.application;

import java.util.EnumSet;
import java.util.Set;

/** Where a case stands. Derived from facts and from what persons have resolved, by {@link Transitions}, and set nowhere else. */
public enum State {
    /** A step or a piece of evidence is missing. */
    IN_PROGRESS,
    /** Embassy route: the embassy may give travel instructions. */
    CLEARED_FOR_TRAVEL,
    /** A person has to decide. */
    IN_REVIEW,
    /** The program proposes a refusal; only a person can confirm it. */
    REFUSAL_PROPOSED,
    REFUSED,
    /** Valid: the hand-over is written down, and the case is frozen. */
    ACCEPTED,
    /** The broker has taken the message. */
    FORWARDED,
    WITHDRAWN,
    ERASED;

    /** The states in which facts may still change. */
    public static final Set<State> UNDECIDED = EnumSet.of(IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW, REFUSAL_PROPOSED);

    /** The states of a case that is over: it no longer counts as another open case of the same document. */
    public static final Set<State> CLOSED = EnumSet.of(REFUSED, WITHDRAWN, ERASED);
}
