package org.recruitmentintake.application.port;

import org.recruitmentintake.eligibility.facts.Branch;

/** Sends a message without a person to a branch, signed and sealed like a real one. */
public interface TestMessages {

    /** Sends it now, past the outbox, on a connection of its own, and waits for the answer. */
    SentTestMessage send(Branch branch);
}
