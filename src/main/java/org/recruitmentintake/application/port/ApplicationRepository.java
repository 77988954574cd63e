package org.recruitmentintake.application.port;

import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalEntry;

/** Stores cases, sealed. Each call is one statement and one commit. */
public interface ApplicationRepository {

    Optional<StoredApplication> find(UUID id);

    /** The case with its dossier left sealed: enough to erase it, even if the dossier cannot be opened. */
    Optional<StoredApplication> findSealed(UUID id);

    /** Replaces a case. */
    SaveResult save(StoredApplication before, Application after, JournalEntry entry, OutboxMessage message);

    /**
     * Withdraws or erases a case. If it is erased, everything personal is destroyed, and its history is kept. The
     * notice is sent only if the acceptance may have left already. False if the case was changed meanwhile.
     */
    boolean end(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice);
}
