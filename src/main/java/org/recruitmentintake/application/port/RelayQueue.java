package org.recruitmentintake.application.port;

import java.util.Optional;
import java.util.UUID;

/**
 * The relay of this replica, for those who write messages. While it can send, a new row is written already claimed by
 * it, and its message is sent from memory: nothing has to be claimed or read back.
 */
public interface RelayQueue extends RelaySignal {

    /** The claim to write a row under; empty if the row has to be written unclaimed. */
    Optional<RelayClaim> claim(String branch);

    /** Sends the message of a row that was committed under the claim; if that cannot be done now, releases the row. */
    void send(RelayClaim claim, ClaimedMessage message);

    /** Releases a row of which it is not known whether it was committed. Its message is not sent from memory. */
    void abandon(RelayClaim claim, ClaimedMessage message);

    /** Does not send from memory what waits there for a case that has ended. */
    void recall(UUID application);
}
