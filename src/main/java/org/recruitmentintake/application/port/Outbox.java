package org.recruitmentintake.application.port;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages that were committed with their case and that the broker has not accepted yet.
 *
 * <p>A relay works on a row under a <em>claim</em>. Each command names the claim; if another claim holds the row, the
 * command changes nothing. All times are those of the database's clock.
 */
public interface Outbox {

    /**
     * Claims due rows that are not claimed, the longest due first.
     *
     * @param claim new for each call
     * @param hold the time after which another relay may claim the rows
     * @param closed branches whose queue accepts no messages at present: their rows are not claimed
     */
    List<OutboxMessage> claim(UUID claim, int limit, Duration hold, Collection<String> closed);

    /**
     * Removes rows that the broker has accepted and marks their cases FORWARDED, in one transaction.
     *
     * @return the rows that the claim still held and that were not locked; the others are unchanged
     */
    List<UUID> markSent(UUID claim, Collection<UUID> ids);

    /** Counts a refusal by the broker; the row is due again after the delay. */
    void postpone(UUID claim, UUID id, Duration delay, String failure);

    /** Releases rows that were not tried or not answered, without counting an attempt. */
    void release(UUID claim, Collection<UUID> ids, Duration delay);

    /**
     * Releases rows that were written under a claim, and were not sent. If a case was withdrawn meanwhile, its notice
     * is deleted, since no message of the case was sent.
     */
    void releaseUnsent(UUID claim, Collection<OutboxMessage> messages);

    /** Releases the withdrawal notices that wait for the answers to the messages of these cases. */
    void releaseNotices(UUID claim, Collection<UUID> applications);

    /** Releases the rows of a claim if the statement of that claim got no answer. */
    void releaseUnconfirmed(UUID claim, Duration hold);

    /** Marks a row DEAD until a person resubmits it. False if the claim no longer holds it. */
    boolean markDead(UUID claim, UUID id, String failure);

    /** The time until a row of an open branch is due: zero if one is due already, empty if there is no such row. */
    Optional<Duration> nextDue(Collection<String> closed);

    OutboxBacklog backlog();
}
