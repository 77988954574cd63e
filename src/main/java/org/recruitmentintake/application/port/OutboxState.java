package org.recruitmentintake.application.port;

/** The state of a message: to be sent, or refused so often that it waits for an operator. */
public enum OutboxState {
    PENDING, DEAD
}
