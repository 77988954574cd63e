package org.recruitmentintake.application.model;

/** The state of the hand-over. */
public enum ForwardingState {
    PENDING, SENT, DEAD
}
