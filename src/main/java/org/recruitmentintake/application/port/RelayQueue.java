package org.recruitmentintake.application.port;

import java.util.Optional;
import java.util.UUID;

/**
 * The relay of this replica, as use cases and the store see it. While it can send, a new row is written under its
 * claim, and the message is sent from memory, without a statement that claims and reads the row.
 */
public interface RelayQueue {

    /**
     * Wakes the relay because a message was committed. Never waits. A lost signal costs one poll interval, never a
     * message.
     */
    void wake();

    /** The claim for a new row; empty if the row must be written without a claim. */
    Optional<RelayClaim> claim(String branch);

    /** Sends the message of a committed row; if that is not possible now, releases the row. */
    void send(RelayClaim claim, OutboxMessage message);

    /** Releases a row that may not have been committed. Its message is not sent from memory. */
    void abandon(RelayClaim claim, OutboxMessage message);

    /** Removes the message of an ended case from memory, so that it is not sent. */
    void cancel(UUID application);
}
