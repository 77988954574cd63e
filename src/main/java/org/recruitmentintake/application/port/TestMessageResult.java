package org.recruitmentintake.application.port;

/** The broker's answer to a test message. */
public enum TestMessageResult {
    /** The broker has stored it. */
    ACCEPTED,
    /** The broker or the queue refused it. */
    REFUSED,
    /** There was no connection, or no answer. */
    UNAVAILABLE
}
