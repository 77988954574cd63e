package org.recruitmentintake.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;

/**
 * Verifies a token once and not with each request: a form's back end sends the same one for minutes, and the check of its
 * signature was a quarter of what an application costs. A token is known by its whole text; one that was refused is
 * verified, and refused, each time.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class VerifiedTokens extends JWTCallerPrincipalFactory {

    // Not longer, so that a key that the issuer withdraws soon opens nothing any more, however long its tokens would live.
    private static final long LONGEST = Duration.ofMinutes(5).toMillis();
    private static final int MOST = 1_000;

    private record Verified(JWTCallerPrincipal caller, long until) {}

    private final JWTCallerPrincipalFactory verifying = new DefaultJWTCallerPrincipalFactory();
    private final Map<String, Verified> verified = Collections.synchronizedMap(RateLimits.remembering(MOST));

    /** @throws ParseException if the token is not wholly right */
    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var now = System.currentTimeMillis();
        var known = verified.get(token);
        if (known != null && now < known.until) return known.caller;
        var caller = verifying.parse(token, rules);
        // To its end, and not into the leeway beyond it: what is not kept is verified.
        verified.put(token, new Verified(caller, Math.min(caller.getExpirationTime() * 1000, now + LONGEST)));
        return caller;
    }
}
