package org.recruitmentintake.application.port;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.eligibility.facts.Branch;

/** The messages that the broker has not taken, for operators: what waits, and what is stuck. */
public interface WaitingMessages {

    /** Rows of a state, the oldest first. */
    List<OutboxEntry> list(OutboxState state, Cursor after, int limit);

    /** A dead row is due again, with all its attempts before it; its case's journal says by whom. Empty if none is. */
    Optional<OutboxEntry> resubmit(UUID id, JournalEntry entry);

    /** The same for the dead rows of a branch that failed with a code, the oldest first, as many as the limit. */
    Resubmissions resubmitAll(Branch branch, String failure, int limit, JournalEntry entry);
}
