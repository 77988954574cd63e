package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.JournalEntry;

/** Which reviewer has taken which case. */
public interface Assignees {

    /**
     * Notes the entry's person as assignee, with the entry; neither where that person has the case already.
     *
     * @param expired what was taken until then counts no more
     * @return false if there is no such case, or it is erased
     */
    boolean assign(UUID application, JournalEntry entry, Instant expired);

    /**
     * Ends the assignment to the entry's person, with the entry; neither where the case is not theirs. Returns as
     * above.
     */
    boolean unassign(UUID application, JournalEntry entry);

    Optional<Assignee> find(UUID application, Instant expired);
}
