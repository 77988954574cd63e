package org.recruitmentintake.application.port;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.eligibility.facts.Branch;

/** The messages that the broker has not accepted, pending and dead ones, for operators. */
public interface WaitingMessages {

    /** Rows of a state, the oldest first. */
    List<OutboxEntry> list(OutboxState state, Cursor after, int limit);

    /**
     * Makes a dead row due again, without attempts so far, and adds the entry to the journal of its case. Empty if
     * there is no such row.
     */
    Optional<OutboxEntry> resubmit(UUID id, JournalEntry entry);

    /** The same for the dead rows of a branch that failed with a code, the oldest first, at most so many. */
    Resubmissions resubmitAll(Branch branch, String failure, int limit, JournalEntry entry);
}
