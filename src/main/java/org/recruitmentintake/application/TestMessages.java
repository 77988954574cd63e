package org.recruitmentintake.application;

import java.util.UUID;

import org.recruitmentintake.eligibility.Facts.Branch;

/** Sends a message without a person to a branch, signed and sealed like a real one. */
public interface TestMessages {

    /** The broker's answer to a test message. */
    enum Result {
        /** The broker has stored it. */
        ACCEPTED,
        /** The broker or the queue refused it. */
        REFUSED,
        /** There was no connection, or no answer. */
        UNAVAILABLE
    }

    /**
     * @param id of the CloudEvent
     * @param code the reason, as an AMQP error condition or a code of ours
     */
    record Sent(UUID id, String type, Branch branch, String address, Result result, String code) {
    }

    /** Sends it now, past the outbox, on a connection of its own, and waits for the answer. */
    Sent send(Branch branch);
}
