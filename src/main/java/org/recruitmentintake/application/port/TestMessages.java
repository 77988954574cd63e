package org.recruitmentintake.application.port;

import org.recruitmentintake.eligibility.facts.Branch;

/** Sends a test message without personal data to a branch, signed and sealed like a real one. */
public interface TestMessages {

    /** Sends it at once, without the outbox, on a connection of its own, and waits for the answer. */
    SentTestMessage send(Branch branch);
}
