package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.OtherCase;

/** Stores cases, sealed. Each call is one statement and one commit. */
public interface ApplicationRepository {

    Optional<StoredApplication> find(UUID id);

    /** The case with its dossier left sealed: enough to erase it, even if the dossier cannot be opened. */
    Optional<StoredApplication> findSealed(UUID id);

    /** Ids of the handed-over other cases of this case's document. */
    List<String> handedOver(Application application);

    /** All other cases of this case's document, the oldest first. For reviewers. */
    List<OtherCase> otherCases(Application application);

    /** Replaces a case. */
    SaveResult save(StoredApplication before, Application after, JournalEntry entry, OutboxMessage message);

    /**
     * Withdraws a case; the notice is sent only if the acceptance may have left already. False if the case was changed
     * meanwhile.
     */
    boolean withdraw(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice);

    /** Destroys everything personal of a case, keeping its history; the notice as for a withdrawal. */
    boolean erase(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice);

    /**
     * Adds a read to the journal of a case. No entry if the same person has the same one after that moment, so that no
     * reader can flood the journal.
     */
    void noteRead(UUID application, JournalEntry entry, Instant unlessAfter);
}
