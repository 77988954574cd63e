package org.recruitmentintake.application.port;

import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Journal;
import org.recruitmentintake.application.model.JournalVerification;

/** Reads and verifies the journal of a case. Empty if there is no such case. */
public interface JournalRepository {

    /** The entries after that number, at most so many. */
    Optional<Journal> find(UUID application, int after, int limit);

    /** Verifies the entries after that number, at most so many; the hash of the entry before is taken as it stands. */
    Optional<JournalVerification> verify(UUID application, int after, int limit);
}
