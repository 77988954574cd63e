package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.JournalEntry;

/** Which reviewer has taken which case. */
public interface Assignees {

    /**
     * Makes the entry's person the assignee and adds the entry, unless that person has the case already.
     *
     * @param expired an assignment at or before this moment no longer counts
     * @return false if there is no such case, or if it is erased
     */
    boolean assign(UUID application, JournalEntry entry, Instant expired);

    /**
     * Ends the assignment to the entry's person and adds the entry, if that person has the case.
     *
     * @return false if there is no such case, or if it is erased
     */
    boolean unassign(UUID application, JournalEntry entry);

    Optional<Assignee> find(UUID application, Instant expired);
}
