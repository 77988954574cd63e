package org.recruitmentintake.application.port;

/** Where a row stands: to be sent, or refused so often that it waits for a person. */
public enum OutboxState {
    PENDING, DEAD
}
