package org.recruitmentintake.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages that were committed with their case and have not been taken by the broker yet.
 *
 * <p>A row is worked on under a <em>claim</em>. Everything that is said about a row names the claim it is held by; said
 * about a row that somebody else holds by now, it changes nothing. All times are those of the database's clock.
 */
public interface Outbox {

    /** What a message says about its case. */
    enum Kind { ACCEPTED, WITHDRAWN }

    /**
     * A claimed row.
     *
     * @param id of the CloudEvent, the same in every resend
     * @param data as it goes out, the same bytes in every resend
     * @param time of the CloudEvent
     * @param attempts how often the broker has refused this very row so far
     */
    record Due(UUID id, UUID application, Kind kind, String address, byte[] data, Instant time, int attempts) {}

    /**
     * Takes due rows that nobody holds, the longest due first.
     *
     * @param claim new for every call
     * @param hold after which others may take what is still claimed
     * @param closed addresses that take nothing at present: their rows stay where they are
     */
    List<Due> claim(UUID claim, int limit, Duration hold, Collection<String> closed);

    /**
     * The broker has taken these. They leave the outbox, and an accepted case becomes forwarded, in one transaction.
     *
     * @return those of them that the claim still held; the others were left to their new holder
     */
    List<UUID> settled(UUID claim, Collection<UUID> ids);

    /** The broker refused this row: one attempt more, due again after the delay. */
    void postpone(UUID claim, UUID id, Duration delay, String failure);

    /** Given back untried or unanswered, through no fault of theirs: no attempt is counted. */
    void release(UUID claim, Collection<UUID> ids, Duration delay);

    /** Refused once too often: stays until a person resubmits it. */
    void bury(UUID claim, UUID id, String failure);

    /** How long until a row becomes due that is not for a closed address; zero if one is; empty if there is none. */
    Optional<Duration> nextDue(Collection<String> closed);

    /** Wakes whoever sends. Rung after a commit; a ring that is lost costs seconds, never a message. */
    public interface Doorbell {

        /** Something was committed that is to be sent. Never waits. */
        void ring();
    }
}
