package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from the first to the last, drawn at random so that replicas do not retry together. */
record Backoff(Duration first, Duration last) {

    /** Between half of the pause and all of it. */
    Duration equalJitter(int times) {
        var pause = doubled(times);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
    }

    /** Between nothing and all of the pause, so that messages refused together do not come back together. */
    Duration fullJitter(int times) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(doubled(times) + 1));
    }

    private long doubled(int times) { return Math.min(first.toMillis() << Math.min(times, 20), last.toMillis()); }
}
