package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;

/**
 * Messages whose rows were written under a claim of this replica, and that wait in memory to be sent. A branch is open
 * if its queue has accepted a message on the present connection. Thread-safe.
 */
final class PreclaimedMessages {

    /** How long a message waits for others, so that they are sent and recorded together. */
    private static final long BATCH_WAIT = Duration.ofMillis(20).toNanos();
    /**
     * An older message is not sent from memory, since its case may have been withdrawn on another replica. Its row is
     * released, and claimed like any other.
     */
    private static final long MAX_AGE = Duration.ofMillis(250).toNanos();

    /** A message in memory, and the claim of its row. */
    private record Waiting(RelayClaim claim, OutboxMessage message, long since) {

        boolean isFresh(long now) {
            return now - since < MAX_AGE && now - claim.madeAt() < claim.hold().dividedBy(2).toNanos();
        }
    }

    // Further messages stay in the outbox, where all replicas find them.
    private static final int MAX_WINDOWS = 4;

    private final Outbox outbox;
    private final Duration hold;
    private final int capacity;
    private final LongSupplier nanoTime;
    private final Set<String> open = new HashSet<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final Queue<Waiting> unsent = new ConcurrentLinkedQueue<>();
    private UUID claim = UUID.randomUUID();
    private boolean stuck;

    /** @param nanoTime {@link System#nanoTime()} */
    PreclaimedMessages(Outbox outbox, RelayConfig config, LongSupplier nanoTime) {
        this.outbox = outbox;
        hold = config.hold();
        capacity = MAX_WINDOWS * config.window();
        this.nanoTime = nanoTime;
    }

    /** The queue of the branch has accepted a message. */
    synchronized void open(String branch) { open.add(branch); }

    /** The queue of the branch accepts no messages at present. */
    synchronized void close(String branch) {
        if (open.remove(branch)) setAside(one -> one.message.branch().equals(branch));
    }

    /** No message can be sent at present. */
    synchronized void close() {
        open.clear();
        setAside(one -> true);
        claim = UUID.randomUUID();
    }

    synchronized Optional<RelayClaim> claim(String branch) {
        stuck |= !waiting.isEmpty() && !waiting.peek().isFresh(nanoTime.getAsLong());
        return open.contains(branch) && !stuck && waiting.size() < capacity
                ? Optional.of(new RelayClaim(claim, hold, nanoTime.getAsLong()))
                : Optional.empty();
    }

    /** @return how many messages wait then; none if the message can no longer be sent from memory */
    synchronized int add(RelayClaim rowClaim, OutboxMessage message) {
        if (!rowClaim.id().equals(claim) || !open.contains(message.branch())) return 0;
        waiting.add(new Waiting(rowClaim, message, nanoTime.getAsLong()));
        return waiting.size();
    }

    /** The first message makes the relay wait for others; a full window is sent at once. */
    static boolean isWakeUpNeeded(int messages, int limit) {
        return messages == 1 || messages >= limit;
    }

    synchronized void cancel(UUID application) {
        setAside(one -> one.message.application().equals(application));
    }

    /** Notes a message that is not sent from memory, so that its row is released. */
    void setAside(RelayClaim rowClaim, OutboxMessage message) {
        unsent.add(new Waiting(rowClaim, message, nanoTime.getAsLong()));
    }

    /** Releases the rows that were set aside. Repeated until the database answers; repeating it changes nothing. */
    void releaseUnsent() {
        for (var next = unsent.peek(); next != null; next = unsent.peek()) {
            var claimId = next.claim.id();
            var same = unsent.stream().filter(one -> one.claim.id().equals(claimId)).toList();
            outbox.releaseUnsent(claimId, same.stream().map(Waiting::message).toList());
            unsent.removeAll(same);
        }
    }

    /** Called while the relay waits for answers: releases messages that are too old, for other replicas. */
    void releaseStuck() {
        synchronized (this) {
            var before = waiting.size();
            setAsideStale();
            stuck |= waiting.size() < before;
        }
        try {
            releaseUnsent();
        } catch (RuntimeException databaseIsAway) {
            // A later call releases the rows.
        }
    }

    /** The messages to send now; none while they wait for others. */
    synchronized Window take(int limit) {
        stuck = false;
        var rows = new ArrayList<OutboxMessage>();
        if (untilDue(limit) == 0) {
            setAsideStale();
            while (rows.size() < limit && !waiting.isEmpty()) rows.add(waiting.poll().message);
        }
        return new Window(claim, rows);
    }

    /** Nanoseconds until messages are to be sent; {@link Long#MAX_VALUE} without messages. */
    synchronized long untilDue(int limit) {
        return waiting.isEmpty() ? Long.MAX_VALUE
                : waiting.size() >= limit ? 0 : Math.max(0, BATCH_WAIT - (nanoTime.getAsLong() - waiting.peek().since));
    }

    private void setAsideStale() {
        var now = nanoTime.getAsLong();
        setAside(one -> !one.isFresh(now));
    }

    private void setAside(Predicate<Waiting> these) {
        waiting.removeIf(one -> these.test(one) && unsent.add(one));
    }
}
