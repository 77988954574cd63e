package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.JournalLine;
import org.recruitmentintake.application.model.JournalVerification;

/** The journals of the cases. Empty if there is no such case. */
public interface JournalRepository {

    /** The entries after that number, at most so many. */
    Optional<List<JournalLine>> find(UUID application, int after, int limit);

    /** Verifies the entries after that number, at most so many; the hash of the entry before is taken as it stands. */
    Optional<JournalVerification> verify(UUID application, int after, int limit);

    /**
     * Adds the entry of a read, unless the journal has an equal entry of the same person after that moment. So no
     * reader can flood the journal.
     */
    void noteRead(UUID application, JournalEntry entry, Instant unlessAfter);
}
