package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalEntry;

/** Where a new case is written down: with its journal, the answer to its request and its message, by one commit. */
public interface SubmissionRepository {

    /** Stores a new case with its journal, the answer to its request, and the message if there is one. */
    InsertResult insert(Application application, JournalEntry entry, OutboxMessage message, IdempotentRequest attempt,
            byte[] answer);
}
