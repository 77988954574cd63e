package org.recruitmentintake.api.security;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import jakarta.inject.Singleton;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** Counts refused tokens by reason, and logs the reason; never the token or a claim of an unverified one. */
@Singleton
class TokenRefusals {

    private static final Logger LOG = Logger.getLogger(TokenRefusals.class);
    // At most 60 log lines a minute per reason, so that one reason cannot drown another. The counters count all.
    private static final int LINES_A_MINUTE = 60;

    private final Map<TokenRefusal, Counter> counters = new EnumMap<>(TokenRefusal.class);
    private final Map<TokenRefusal, Bucket> lines = new EnumMap<>(TokenRefusal.class);

    TokenRefusals(MeterRegistry metrics) {
        for (var reason : TokenRefusal.values()) {
            // All counters exist from the start, so that an alert sees the first increment.
            counters.put(reason, metrics.counter("intake.token.refused", "reason", reason.code()));
            lines.put(reason, Bucket.builder().addLimit(full -> full.capacity(LINES_A_MINUTE)
                    .refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))).build());
        }
    }

    void add(TokenRefusal reason) {
        if (count(reason)) LOG.infof("Refused: invalid-token, reason %s", reason.code());
    }

    /** @param client the client of the token, whose signature is valid */
    void addUnbound(String client, String claim) {
        if (count(TokenRefusal.UNBOUND)) {
            LOG.infof("Refused: unknown-binding, client %s: its claim %s names nothing that is known",
                    CurrentClient.printable(client), claim);
        }
    }

    private boolean count(TokenRefusal reason) {
        counters.get(reason).increment();
        return lines.get(reason).tryConsume(1);
    }
}
