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

/** Counts every refusal by its code, and logs who was kept out, for whoever looks for an attack. */
@Singleton
public class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);

    private static final Set<ProblemKind> LOGGED = EnumSet.of(ProblemKind.MISSING_TOKEN, ProblemKind.FORBIDDEN,
            ProblemKind.NOT_FOUND, ProblemKind.TOO_MANY_REQUESTS);

    // Of a flood no more, and of each kind as many: one without a token must not bury that of a stolen one. The counters
    // have them all.
    private static final int LINES_A_MINUTE = 60;

    private final Map<ProblemKind, Bucket> lines = new EnumMap<>(ProblemKind.class);
    private final Map<ProblemKind, Counter> counters = new EnumMap<>(ProblemKind.class);
    private final CallerName caller;

    RefusalLog(MeterRegistry metrics, CallerName caller) {
        this.caller = caller;
        // All from the start: an alert would never fire for the first of a kind that was not there before.
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
