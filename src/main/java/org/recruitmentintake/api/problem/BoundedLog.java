package org.recruitmentintake.api.problem;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;

/**
 * Counts events of several kinds, and bounds the log lines of each kind, so that one kind cannot drown another. All
 * counters exist from the start, so that an alert sees the first increment.
 */
public final class BoundedLog<K> {

    private static final int LINES_A_MINUTE = 60;

    private record Kind(Counter counter, Bucket lines) {}

    private final Map<K, Kind> kinds = new HashMap<>();

    public BoundedLog(K[] kinds, Function<K, Counter> counter) {
        for (var kind : kinds) {
            this.kinds.put(kind, new Kind(counter.apply(kind), Bucket.builder().addLimit(full -> full
                    .capacity(LINES_A_MINUTE).refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))).build()));
        }
    }

    /** Counts an event, and returns whether a line about it may be logged. */
    public boolean count(K kind) {
        kinds.get(kind).counter.increment();
        return kinds.get(kind).lines.tryConsume(1);
    }
}
