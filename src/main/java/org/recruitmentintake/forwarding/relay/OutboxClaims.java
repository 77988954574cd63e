package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import org.recruitmentintake.application.port.Outbox;

/** Claims due rows of the outbox, and computes when to look again. For one thread, except {@link #wake()}. */
final class OutboxClaims {

    // Between two tries to claim a due row that another transaction has locked.
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    private final Outbox outbox;
    private final RelayConfig config;
    private final ClosedBranches closed;
    private final AtomicBoolean woken = new AtomicBoolean(true);
    private long lookAt = System.nanoTime();
    /** The last claim, if the database's answer to it was lost: its statement may have succeeded. */
    private UUID unconfirmedClaim;

    OutboxClaims(Outbox outbox, RelayConfig config, ClosedBranches closed) {
        this.outbox = outbox;
        this.config = config;
        this.closed = closed;
    }

    /** Tells that an unclaimed row was committed. */
    void wake() { woken.set(true); }

    /** Nanoseconds until the next look; zero or less if it is due. */
    long untilDue() {
        return woken.get() ? 0 : lookAt - System.nanoTime();
    }

    /** Claims due rows; none before the next look is due. */
    Window claim(int limit) {
        if (untilDue() > 0) return Window.EMPTY;
        woken.set(false);
        if (unconfirmedClaim != null) outbox.releaseUnconfirmed(unconfirmedClaim, config.hold());
        var claim = unconfirmedClaim = UUID.randomUUID();
        lookAt = System.nanoTime();
        var rows = outbox.claim(claim, limit, config.hold(), closed.names());
        unconfirmedClaim = null;
        // If this process was frozen for longer than the hold, other relays may have claimed the rows.
        var left = config.hold().minusNanos(System.nanoTime() - lookAt);
        if (rows.isEmpty()) lookAt = System.nanoTime() + untilNext();
        return new Window(claim, left.compareTo(config.settlementTimeout()) < 0 ? List.of() : rows);
    }

    private long untilNext() {
        var untilDue = outbox.nextDue(closed.names()).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        var wait = Math.min(config.poll().toNanos(), Math.min(closed.untilNextTry(), untilDue));
        return Math.max(wait, LEAST_WAIT.toNanos());
    }
}
