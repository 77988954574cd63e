package org.recruitmentintake.application.port;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages that were committed with their case and have not been taken by the broker yet.
 *
 * <p>A row is worked on under a <em>claim</em>. Every command names the claim; if another claim holds the row by now,
 * the command changes nothing. All times are those of the database's clock.
 */
public interface Outbox {

    /**
     * Claims due rows that are not claimed, the longest due first.
     *
     * @param claim new for every call
     * @param hold after which others may take what is still claimed
     * @param closed branches whose queue takes no messages at present: their rows stay where they are
     */
    List<ClaimedMessage> claim(UUID claim, int limit, Duration hold, Collection<String> closed);

    /**
     * Removes rows that the broker has accepted and marks their cases FORWARDED, in one transaction.
     *
     * @return those that the claim still held and that were not locked; the others are unchanged
     */
    List<UUID> markSent(UUID claim, Collection<UUID> ids);

    /** Counts a refusal by the broker; the row is due again after the delay. */
    void postpone(UUID claim, UUID id, Duration delay, String failure);

    /** Releases rows that were not tried or not answered, without counting an attempt. */
    void release(UUID claim, Collection<UUID> ids, Duration delay);

    /**
     * Releases rows that were written under a claim and whose messages were not sent. If a case was withdrawn
     * meanwhile, nothing of it has left, and its notice is dropped.
     */
    void releaseUnsent(UUID claim, Collection<ClaimedMessage> messages);

    /** Lets the notices go that wait for the answer to the messages of these cases. */
    void releaseNotices(UUID claim, Collection<UUID> applications);

    /** Releases the rows of a claim whose statement got no answer. */
    void releaseExpired(UUID claim, Duration hold);

    /** Marks a row DEAD until a person resubmits it. False if the claim no longer holds it. */
    boolean markDead(UUID claim, UUID id, String failure);

    /** How long until a row becomes due that is not for a closed branch; zero if one is; empty if there is none. */
    Optional<Duration> nextDue(Collection<String> closed);

    OutboxBacklog backlog();
}
