package org.recruitmentintake.application.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.Assignees;

/**
 * Which reviewer works on a case: a hint to other reviewers that restricts no one. It changes neither version nor
 * state, and the other desks do not see it.
 */
@ApplicationScoped
public class Assignment {

    /** An assignment ends after this time. */
    private static final Duration LASTS = Duration.ofDays(1);

    private final Decisions decisions;
    private final Assignees assignees;

    public Assignment(Decisions decisions, Assignees assignees) {
        this.decisions = decisions;
        this.assignees = assignees;
    }

    /** An assignment at or before this moment has expired. */
    static Instant expiry(Instant now) {
        return now.minus(LASTS);
    }

    /** Takes a case, also from another reviewer. False if there is no such case, or if it is erased. */
    public boolean take(UUID id, Client reviewer) {
        var now = decisions.now();
        return assignees.assign(id, JournalEntry.by(reviewer, now, JournalAction.TAKEN, null), expiry(now));
    }

    /**
     * Gives back a case that this reviewer has taken; another reviewer's stays taken. False if there is no such case.
     */
    public boolean giveBack(UUID id, Client reviewer) {
        return assignees.unassign(id, JournalEntry.by(reviewer, decisions.now(), JournalAction.GIVEN_BACK, null));
    }

    /** The reviewer who has the case now; empty for clients that may not know. */
    public Optional<Assignee> of(UUID id, Client client) {
        return Access.seesOtherCases(client) ? assignees.find(id, expiry(decisions.now())) : Optional.empty();
    }
}
