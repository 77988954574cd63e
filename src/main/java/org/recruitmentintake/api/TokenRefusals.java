package org.recruitmentintake.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.InvalidKeyException;
import org.jose4j.lang.UnresolvableKeyException;

/** Counts refused tokens by reason, and logs the reason; never the token, nor anything that an unverified one says. */
@Singleton
class TokenRefusals {

    /** Why a token was refused. The claims are looked at only if the signature is right. */
    enum Reason {
        /** Not a JWS, no JSON, or a claim of the wrong type. */
        MALFORMED,
        ALGORITHM,
        /** The issuer publishes no such key. */
        UNKNOWN_KEY,
        /** The issuer's key is too short. */
        WEAK_KEY,
        SIGNATURE,
        ISSUER,
        AUDIENCE,
        EXPIRED,
        NOT_YET_VALID,
        /** Without an expiry or a time of issue. */
        MISSING_CLAIM,
        /** It names no client, or its client or person is not a text. */
        CLIENT,
        /** Answered by 403: it names no known embassy or branch, though its role needs one. */
        UNBOUND;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final Logger LOG = Logger.getLogger(TokenRefusals.class);
    // Of each reason so many lines, so that a flood of one kind cannot hide another. The counters have them all.
    private static final int LINES_A_MINUTE = 60;

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);
    private final Map<Reason, Bucket> lines = new EnumMap<>(Reason.class);

    TokenRefusals(MeterRegistry metrics) {
        for (var reason : Reason.values()) {
            // All from the start: an alert never fires for the first of a series that was not there before.
            counters.put(reason, metrics.counter("intake.token.refused", "reason", reason.word));
            lines.put(reason, Bucket.builder().addLimit(full -> full.capacity(LINES_A_MINUTE)
                    .refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))).build());
        }
    }

    void add(Reason reason) {
        if (count(reason)) LOG.infof("Refused: invalid-token, reason %s", reason.word);
    }

    /** @param client whose token it is: the signature was right */
    void addUnbound(String client, String claim) {
        if (count(Reason.UNBOUND)) {
            LOG.infof("Refused: unknown-binding, client %s: its claim %s names nothing that is known",
                    CurrentClient.printable(client), claim);
        }
    }

    private boolean count(Reason reason) {
        counters.get(reason).increment();
        return lines.get(reason).tryConsume(1);
    }

    /** The reason of what the verification threw. */
    static Reason of(ParseException refusal) {
        if (causedBy(refusal, InvalidAlgorithmException.class).isPresent()) return Reason.ALGORITHM;
        if (causedBy(refusal, InvalidKeyException.class).isPresent()) return Reason.WEAK_KEY;
        if (causedBy(refusal, UnresolvableKeyException.class).isPresent()) return Reason.UNKNOWN_KEY;
        return causedBy(refusal, InvalidJwtException.class).map(TokenRefusals::ofCodes).orElse(Reason.MALFORMED);
    }

    private static Reason ofCodes(InvalidJwtException refusal) {
        for (var error : refusal.getErrorDetails()) {
            var reason = switch (error.getErrorCode()) {
                case ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING -> Reason.SIGNATURE;
                case ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING -> Reason.ISSUER;
                case ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING -> Reason.AUDIENCE;
                case ErrorCodes.EXPIRED -> Reason.EXPIRED;
                case ErrorCodes.NOT_YET_VALID, ErrorCodes.ISSUED_AT_INVALID_FUTURE -> Reason.NOT_YET_VALID;
                case ErrorCodes.EXPIRATION_MISSING, ErrorCodes.ISSUED_AT_MISSING -> Reason.MISSING_CLAIM;
                default -> null;
            };
            if (reason != null) return reason;
        }
        return Reason.MALFORMED;
    }

    private static <T extends Throwable> Optional<T> causedBy(Throwable refusal, Class<T> kind) {
        return Refused.chain(refusal).filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
