package org.recruitmentintake.application.port;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalEntry;

/** Stores new cases. */
public interface SubmissionRepository {

    /** Stores a case, its journal entry, the answer to its request and its message, if any, with one commit. */
    InsertResult insert(Application application, JournalEntry entry, OutboxMessage message, IdempotentRequest request,
            byte[] answer);
}
