package org.recruitmentintake.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.Register.Position;

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
    record Due(UUID id, UUID application, Kind kind, String branch, byte[] data, Instant time, int attempts) {}

    /** Where a row stands: to be sent, or refused so often that it waits for a person. */
    enum State { PENDING, DEAD }

    /** A row as those see it who run the service: nothing of what it says, nor of whom. */
    record Waiting(UUID id, Kind kind, String branch, State state, int attempts, String lastFailure,
            Instant createdAt, Instant dueAt) {
    }

    /**
     * Takes due rows that nobody holds, the longest due first.
     *
     * @param claim new for every call
     * @param hold after which others may take what is still claimed
     * @param closed branches whose queue takes no messages at present: their rows stay where they are
     */
    List<Due> claim(UUID claim, int limit, Duration hold, Collection<String> closed);

    /**
     * The broker has taken these. They leave the outbox, and an accepted case becomes forwarded, in one transaction.
     *
     * @return those of them that the claim still held and nobody kept locked; the others are as they were
     */
    List<UUID> settled(UUID claim, Collection<UUID> ids);

    /** The broker refused this row: one attempt more, due again after the delay. */
    void postpone(UUID claim, UUID id, Duration delay, String failure);

    /** Given back untried or unanswered, through no fault of theirs: no attempt is counted. */
    void release(UUID claim, Collection<UUID> ids, Duration delay);

    /** Gives back whatever is held by a claim of which no answer came, made with that hold. */
    void abandon(UUID claim, Duration hold);

    /** Refused once too often: stays until a person resubmits it. False where the claim does not hold it any more. */
    boolean bury(UUID claim, UUID id, String failure);

    /** How long until a row becomes due that is not for a closed branch; zero if one is; empty if there is none. */
    Optional<Duration> nextDue(Collection<String> closed);

    /** Rows of a state, the oldest first. */
    List<Waiting> list(State state, Position after, int limit);

    /** A dead row is due again, with all its attempts before it; its case's journal says by whom. Empty if none is. */
    Optional<Waiting> resubmit(UUID id, JournalEntry entry);

    /** How much there is: rows, and the age of the oldest that is pending in seconds. */
    record Backlog(double pending, double dead, double oldest) {
    }

    Backlog backlog();

    /**
     * The backlog as gauges. Counted at intervals and not when somebody asks, so that no scrape waits for the database;
     * every replica counts the same rows: to be read as a maximum, never as a sum.
     */
    @Singleton
    class Gauges implements MeterBinder {

        private static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN, Double.NaN);

        private final Outbox outbox;
        private volatile Backlog backlog = UNKNOWN;

        Gauges(Outbox outbox) {
            this.outbox = outbox;
        }

        @Scheduled(every = "10S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
        void count() {
            try {
                backlog = outbox.backlog();
            } catch (RuntimeException away) {
                // Better no number than an old one; that the database is away is said by those who need it.
                backlog = UNKNOWN;
            }
        }

        @Override
        public void bindTo(MeterRegistry metrics) {
            Gauge.builder("intake.outbox.pending", () -> backlog.pending).register(metrics);
            Gauge.builder("intake.outbox.dead", () -> backlog.dead).register(metrics);
            Gauge.builder("intake.outbox.oldest.age", () -> backlog.oldest).baseUnit("seconds").register(metrics);
        }
    }

    /** Wakes the relay of this replica. Rung after a commit; a ring that is lost costs one poll, never a message. */
    public interface Doorbell {

        /** Something was committed that is to be sent. Never waits. */
        void ring();
    }
}
