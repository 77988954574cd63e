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
 * Which reviewer works on a case. It is a hint to other reviewers and restricts no one: it changes neither version
 * nor state, and the other desks cannot see it.
 */
@ApplicationScoped
public class Assignment {

    /** An assignment that is not given back ends after this time. */
    private static final Duration LASTS = Duration.ofDays(1);

    private final Decisions decisions;
    private final Assignees assignees;

    public Assignment(Decisions decisions, Assignees assignees) {
        this.decisions = decisions;
        this.assignees = assignees;
    }

    /** Assignments until this time have expired. */
    static Instant expiry(Instant now) { return now.minus(LASTS); }

    /** Takes a case that is not erased, over from another reviewer if need be. False if there is no such case. */
    public boolean take(UUID id, Client reviewer) {
        var now = decisions.now();
        return assignees.assign(id, JournalEntry.by(reviewer, now, JournalAction.TAKEN, null), expiry(now));
    }

    /**
     * Gives back a case that this reviewer has taken; of another one's nothing changes. False if there is no such case.
     */
    public boolean giveBack(UUID id, Client reviewer) {
        return assignees.unassign(id, JournalEntry.by(reviewer, decisions.now(), JournalAction.GIVEN_BACK, null));
    }

    /** The reviewer who has the case now, for those who may know. */
    public Optional<Assignee> of(UUID id, Client client) {
        return Access.seesOtherCases(client) ? assignees.find(id, expiry(decisions.now())) : Optional.empty();
    }
}
