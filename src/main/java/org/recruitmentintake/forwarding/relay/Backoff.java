package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from the first to the last, drawn at random so that replicas do not retry together. */
record Backoff(Duration first, Duration last) {

    /** Equal jitter: between half of the pause and all of it. For reconnecting. */
    Duration halfOrMore(int times) {
        var pause = doubled(times);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
    }

    /** Full jitter: between nothing and all of it, so that messages refused together do not come back together. */
    Duration any(int times) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(doubled(times) + 1));
    }

    private long doubled(int times) { return Math.min(first.toMillis() << Math.min(times, 20), last.toMillis()); }
}
