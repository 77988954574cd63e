package org.recruitmentintake.api.security;

import java.util.Locale;

import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.InvalidKeyException;
import org.jose4j.lang.UnresolvableKeyException;
import org.recruitmentintake.api.problem.Failures;

/** Why a token was refused. The claims are looked at only if the signature is right. */
enum TokenRefusal {
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

    /** As in the log and the metric. */
    String code() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    /** The reason for which the verification failed. */
    static TokenRefusal of(ParseException refusal) {
        if (Failures.causeOf(refusal, InvalidAlgorithmException.class).isPresent()) return ALGORITHM;
        if (Failures.causeOf(refusal, InvalidKeyException.class).isPresent()) return WEAK_KEY;
        if (Failures.causeOf(refusal, UnresolvableKeyException.class).isPresent()) return UNKNOWN_KEY;
        return Failures.causeOf(refusal, InvalidJwtException.class).map(TokenRefusal::ofCodes).orElse(MALFORMED);
    }

    private static TokenRefusal ofCodes(InvalidJwtException refusal) {
        for (var error : refusal.getErrorDetails()) {
            var reason = switch (error.getErrorCode()) {
                case ErrorCodes.SIGNATURE_INVALID, ErrorCodes.SIGNATURE_MISSING -> SIGNATURE;
                case ErrorCodes.ISSUER_INVALID, ErrorCodes.ISSUER_MISSING -> ISSUER;
                case ErrorCodes.AUDIENCE_INVALID, ErrorCodes.AUDIENCE_MISSING -> AUDIENCE;
                case ErrorCodes.EXPIRED -> EXPIRED;
                case ErrorCodes.NOT_YET_VALID, ErrorCodes.ISSUED_AT_INVALID_FUTURE -> NOT_YET_VALID;
                case ErrorCodes.EXPIRATION_MISSING, ErrorCodes.ISSUED_AT_MISSING -> MISSING_CLAIM;
                default -> null;
            };
            if (reason != null) return reason;
        }
        return MALFORMED;
    }
}
