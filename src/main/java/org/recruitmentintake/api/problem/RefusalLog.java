package org.recruitmentintake.api.problem;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Counts every refusal by its code, and logs refused clients, for the detection of attacks. */
@Singleton
public class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);

    private static final Set<ProblemKind> LOGGED = EnumSet.of(ProblemKind.MISSING_TOKEN, ProblemKind.FORBIDDEN,
            ProblemKind.NOT_FOUND, ProblemKind.TOO_MANY_REQUESTS);

    // At most 60 log lines a minute per kind, so that one kind cannot drown another. The counters count all.
    private static final int LINES_A_MINUTE = 60;

    private final Map<ProblemKind, Bucket> lines = new EnumMap<>(ProblemKind.class);
    private final Map<ProblemKind, Counter> counters = new EnumMap<>(ProblemKind.class);
    private final CallerName caller;

    RefusalLog(MeterRegistry metrics, CallerName caller) {
        this.caller = caller;
        // All counters exist from the start, so that an alert sees the first increment.
        Stream.of(ProblemKind.values())
                .forEach(kind -> counters.put(kind, metrics.counter("intake.refused", "code", kind.code())));
        LOGGED.forEach(kind -> lines.put(kind, Bucket.builder().addLimit(full -> full.capacity(LINES_A_MINUTE)
                .refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))).build()));
    }

    public void add(ProblemException refused) {
        var kind = refused.kind;
        counters.get(kind).increment();
        if (LOGGED.contains(kind) && lines.get(kind).tryConsume(1)) {
            LOG.infof("Refused: %s, client %s", kind.code(), caller.idForLog().orElse("unknown"));
        }
    }
}
