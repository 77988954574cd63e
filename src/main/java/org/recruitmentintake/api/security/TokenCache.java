package org.recruitmentintake.api.security;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Semaphore;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.github.bucket4j.Bucket;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jboss.logging.Logger;
import org.recruitmentintake.api.LruMap;
import org.recruitmentintake.api.problem.Failures;
import org.recruitmentintake.api.problem.ProblemException;

/**
 * Caches verified tokens: a form's back end sends the same token for minutes, and the verification of a signature costs
 * more than most requests. The key is the whole text of the token. An invalid token is verified each time.
 */
@Alternative
@Priority(1)
@Singleton
public class TokenCache extends JWTCallerPrincipalFactory {

    private static final Logger LOG = Logger.getLogger(TokenCache.class);
    // Bounds how long a token is accepted after the issuer has withdrawn its key.
    private static final long LONGEST = Duration.ofMinutes(5).toMillis();
    private static final int MOST = 1_000;
    // A verification takes a millisecond; if the issuer does not answer, it holds a thread for seconds.
    private static final int MOST_AT_ONCE = 20;

    private record Verified(JWTCallerPrincipal caller, long until) {}

    private final JWTCallerPrincipalFactory verifier;
    private final TokenRefusals refusals;
    private final Clock clock;
    // Without the keys all authenticated calls fail: log it once a minute.
    private final Bucket keysLogged = Bucket.builder()
            .addLimit(full -> full.capacity(1).refillIntervally(1, Duration.ofMinutes(1))).build();
    private final Semaphore verifications = new Semaphore(MOST_AT_ONCE);
    private final Map<String, Verified> verified = Collections.synchronizedMap(LruMap.of(MOST));

    @Inject
    TokenCache(IssuerKeys verifier, TokenRefusals refusals) {
        // The system's clock, as for the expiry of a token; not the clock that tests may move.
        this(verifier, refusals, Clock.systemUTC());
    }

    TokenCache(JWTCallerPrincipalFactory verifier, TokenRefusals refusals, Clock clock) {
        this.verifier = verifier;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * @throws ParseException if the token is invalid
     * @throws ProblemException as unavailable if the issuer's keys cannot be loaded, or too many tokens are verified at
     *            once
     */
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var now = clock.millis();
        var known = verified.get(token);
        if (known != null && now < known.until) return known.caller;
        var caller = verify(token, rules);
        // At most until the token expires: within the leeway after that, it is verified each time.
        verified.put(token, new Verified(caller, Math.min(caller.getExpirationTime() * 1000, now + LONGEST)));
        return caller;
    }

    private JWTCallerPrincipal verify(String token, JWTAuthContextInfo rules) throws ParseException {
        if (!verifications.tryAcquire()) throw ProblemException.busy();
        try {
            return verifier.parse(token, rules);
        } catch (ParseException e) {
            var away = Failures.causeOf(e, IOException.class);
            if (away.isPresent()) {
                if (keysLogged.tryConsume(1)) {
                    LOG.warnf("The issuer's keys cannot be loaded (%s)", away.get().getClass().getSimpleName());
                }
                throw ProblemException.busy();
            }
            refusals.add(TokenRefusal.of(e));
            throw e;
        } finally {
            verifications.release();
        }
    }
}
