package org.recruitmentintake.application.model;

/** How the hand-over stands. */
public enum ForwardingState {
    PENDING, SENT, DEAD
}
