package org.recruitmentintake.api.security;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Verifies a token by the keys that the issuer publishes. If the issuer is away, the service starts nevertheless, and
 * each token asks for the keys until they are loaded. A file of keys is read once; an unusable one stops the start.
 */
@Singleton
@Typed({IssuerKeys.class, StartupCheck.class})
public class IssuerKeys extends JWTCallerPrincipalFactory implements StartupCheck {

    private static final String LOCATION = "mp.jwt.verify.publickey.location";
    private static final List<String> UNUSED = List.of(Claims.address.name(), Claims.sub_jwk.name());

    private final Optional<String> location;
    private final Instance<JWTAuthContextInfo> configured;
    private final LongSupplier nanoTime;
    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser() {
        @Override
        protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo rules)
                throws UnresolvableKeyException {
            return keys != null ? keys : load(rules);
        }
    };
    private volatile IssuerKeySet keys;
    private Long failedAt;

    @Inject
    IssuerKeys(@ConfigProperty(name = LOCATION) Optional<String> location, Instance<JWTAuthContextInfo> configured) {
        this(location, configured, System::nanoTime);
    }

    /** @param nanoTime by which the pause after a failed attempt is measured */
    IssuerKeys(Optional<String> location, Instance<JWTAuthContextInfo> configured, LongSupplier nanoTime) {
        this.location = location;
        this.configured = configured;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<String> faults() {
        if (location.isEmpty() || IssuerKeySet.isHttp(location.get())) return List.of();
        try {
            keys = new IssuerKeySet(configured.get());
            return List.of();
        } catch (UnresolvableKeyException | RuntimeException unusable) {
            return List.of("%s: %s is missing, unreadable or no JWKS".formatted(LOCATION, location.get()));
        }
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        var claims = parser.parse(token, rules).getJwtClaims();
        // For wrong types in these claims the library would log a stack trace with each request.
        if (!isTexts(claims.getClaimValue(Claims.groups.name()))) throw new ParseException("groups");
        UNUSED.forEach(claims::unsetClaim);
        return new DefaultJWTCallerPrincipal(claims);
    }

    private static boolean isTexts(Object groups) {
        return groups == null || groups instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }

    private synchronized IssuerKeySet load(JWTAuthContextInfo rules) throws UnresolvableKeyException {
        if (keys != null) return keys;
        // Another thread has just failed to load the keys: fail fast, or a silent issuer would hold every thread.
        if (failedAt != null && nanoTime.getAsLong() - failedAt < JwksRequest.TIMEOUT.toNanos()) {
            throw ProblemException.busy();
        }
        try {
            return keys = new IssuerKeySet(rules);
        } catch (UnresolvableKeyException e) {
            failedAt = nanoTime.getAsLong();
            throw e;
        }
    }
}
