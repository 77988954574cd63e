package org.recruitmentintake.application.port;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalEntry;

/**
 * Messages that were committed with their case and have not been taken by the broker yet.
 *
 * <p>A row is worked on under a <em>claim</em>. Everything that is said about a row names the claim it is held by; said
 * about a row that somebody else holds by now, it changes nothing. All times are those of the database's clock.
 */
public interface Outbox {

    /**
     * Takes due rows that nobody holds, the longest due first.
     *
     * @param claim new for every call
     * @param hold after which others may take what is still claimed
     * @param closed branches whose queue takes no messages at present: their rows stay where they are
     */
    List<ClaimedMessage> claim(UUID claim, int limit, Duration hold, Collection<String> closed);

    /**
     * The broker has taken these. They leave the outbox, and an accepted case becomes forwarded, in one transaction.
     *
     * @return those of them that the claim still held and nobody kept locked; the others are as they were
     */
    List<UUID> markSent(UUID claim, Collection<UUID> ids);

    /** The broker refused this row: one attempt more, due again after the delay. */
    void postpone(UUID claim, UUID id, Duration delay, String failure);

    /** Given back untried or unanswered, through no fault of theirs: no attempt is counted. */
    void release(UUID claim, Collection<UUID> ids, Duration delay);

    /** Gives back whatever is held by a claim of which no answer came, made with that hold. */
    void releaseExpired(UUID claim, Duration hold);

    /** Refused once too often: stays until a person resubmits it. False where the claim does not hold it any more. */
    boolean markDead(UUID claim, UUID id, String failure);

    /** How long until a row becomes due that is not for a closed branch; zero if one is; empty if there is none. */
    Optional<Duration> nextDue(Collection<String> closed);

    /** Rows of a state, the oldest first. */
    List<OutboxEntry> list(OutboxState state, Cursor after, int limit);

    /** A dead row is due again, with all its attempts before it; its case's journal says by whom. Empty if none is. */
    Optional<OutboxEntry> resubmit(UUID id, JournalEntry entry);

    OutboxBacklog backlog();

}
