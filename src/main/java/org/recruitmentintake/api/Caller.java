package org.recruitmentintake.api;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import jakarta.ws.rs.core.HttpHeaders;

import io.quarkus.arc.Arc;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.KeyLocationResolver;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.http.Get;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.recruitmentintake.application.Client;

/**
 * Who calls, and in which language. Every token is read here, before any resource runs: one without a client is
 * invalid, one without exactly one role of ours may do nothing.
 */
@ApplicationScoped
public class Caller implements SecurityIdentityAugmentor {

    private static final String CLIENT = Client.class.getName();

    @Inject
    SecurityIdentity identity;

    @Inject
    CurrentVertxRequest request;

    @Inject
    HttpHeaders headers;

    @Inject
    Texts texts;

    /**
     * The client of this request's token.
     *
     * @throws IllegalStateException where the request brought no token: a resource that asks must demand a role
     */
    public Client client() {
        return Optional.<Client>ofNullable(identity.getAttribute(CLIENT))
                .orElseThrow(() -> new IllegalStateException("A resource open to everybody asks who calls"));
    }

    /** The client of a request; empty where nobody has looked at its token yet, or it brought none. */
    static Optional<Client> of(RoutingContext request) {
        return request != null && request.user() instanceof QuarkusHttpUser user ? of(user.getSecurityIdentity())
                : Optional.empty();
    }

    /** The client of a token that was verified; empty for an anonymous identity. */
    static Optional<Client> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(CLIENT));
    }

    /** The id of the client, for the log; empty where none is known. */
    Optional<String> named() {
        return Arc.container().requestContext().isActive()
                ? of(request.getCurrent()).map(client -> client.id().replaceAll("[^!-~]", "?"))
                : Optional.empty();
    }

    /** The language to answer in: two letters, one of those in {@link Texts#languages()}. */
    public String language() {
        return texts.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom().item(() -> {
            var client = clientOf(token);
            return QuarkusSecurityIdentity.builder(identity).addAttribute(CLIENT, client).build();
        });
    }

    private static Client clientOf(JsonWebToken token) {
        // azp is OpenID Connect's name of it, client_id that of RFC 9068.
        var id = text(token, "azp");
        if (id == null) id = text(token, "client_id");
        if (id == null) throw new AuthenticationFailedException();
        var person = token.getSubject();
        var roles = token.getGroups().stream().flatMap(group -> Client.Role.of(group).stream())
                .collect(Collectors.toSet());
        // Two roles in one token would let one person attest a finding and confirm the refusal that rests on it.
        if (roles.size() != 1) {
            throw new ForbiddenException();
        }
        return new Client(id, person == null || person.isBlank() ? id : person, roles.iterator().next(),
                texts(token, "embassies"), texts(token, "branches"));
    }

    private static String text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    /** The texts of an array claim; a claim that is no array binds to nothing. */
    private static Set<String> texts(JsonWebToken token, String claim) {
        return token.getClaim(claim) instanceof Collection<?> values
                ? values.stream().map(value -> value instanceof JsonString text ? text.getString() : value.toString())
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /**
     * Verifies a token once and not with each request: a form's back end sends the same one for minutes, and the check of its
     * signature was a quarter of what an application costs. A token is known by its whole text; one that was refused is
     * verified, and refused, each time.
     */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class VerifiedTokens extends JWTCallerPrincipalFactory {

        // Not longer, so that a key that the issuer withdraws soon opens nothing any more, however long its tokens would live.
        private static final long LONGEST = Duration.ofMinutes(5).toMillis();
        private static final int MOST = 1_000;
        // One is verified in a millisecond. With an issuer that does not answer each may take seconds, and a thread.
        private static final int MOST_AT_ONCE = 20;

        private record Verified(JWTCallerPrincipal caller, long until) {}

        private final JWTCallerPrincipalFactory verifying;
        private final Clock clock;
        private final AtomicLong keyless = new AtomicLong();
        private final ConcurrencyLimit verifications = new ConcurrencyLimit(MOST_AT_ONCE);
        private final Map<String, Verified> verified = Collections.synchronizedMap(RateLimits.leastRecentlyUsed(MOST));

        VerifiedTokens() {
            // The clock that the end of a token is checked by, wherever cases may travel in a test.
            this(new ByIssuersKeys(), Clock.systemUTC());
        }

        VerifiedTokens(JWTCallerPrincipalFactory verifying, Clock clock) {
            this.verifying = verifying;
            this.clock = clock;
        }

        /**
         * @throws ParseException if the token is not wholly right
         * @throws Refused as unavailable where the issuer's keys are not there to tell, or too many ask at once
         */
        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
            var now = clock.millis();
            var known = verified.get(token);
            if (known != null && now < known.until) return known.caller;
            var caller = verify(token, rules);
            // To its end, and not into the leeway beyond it: what is not kept is verified.
            verified.put(token, new Verified(caller, Math.min(caller.getExpirationTime() * 1000, now + LONGEST)));
            return caller;
        }

        private JWTCallerPrincipal verify(String token, JWTAuthContextInfo rules) throws ParseException {
            if (!verifications.tryAcquire()) throw Refused.busy();
            try {
                return verifying.parse(token, rules);
            } catch (ParseException e) {
                var away = Refused.chain(e).filter(IOException.class::isInstance).findFirst();
                if (away.isPresent()) throw Refused.keyless(away.get(), keyless);
                throw e;
            } finally {
                verifications.release();
            }
        }
    }

    /** Verifies by the keys of the issuer: asked for briefly, and kept for as long as it cannot be asked. */
    static final class ByIssuersKeys extends JWTCallerPrincipalFactory {

        private static final Duration PATIENCE = Duration.ofSeconds(3);
        // Then they are asked for again, and kept again.
        private static final Duration KEPT = Duration.ofMinutes(1);

        private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser() {

            private VerificationKeyResolver keys;
            private long asked = System.nanoTime() - PATIENCE.toNanos();

            @Override
            protected synchronized VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo rules)
                    throws UnresolvableKeyException {
                // Whoever has waited for somebody's attempt in vain does not wait for one more.
                if (keys == null && System.nanoTime() - asked < PATIENCE.toNanos()) throw Refused.busy();
                try {
                    return keys = keys == null ? keysOf(rules) : keys;
                } finally {
                    asked = System.nanoTime();
                }
            }
        };

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
            return new DefaultJWTCallerPrincipal(parser.parse(token, rules).getJwtClaims());
        }

        private static KeyLocationResolver keysOf(JWTAuthContextInfo rules) throws UnresolvableKeyException {
            return new KeyLocationResolver(rules) {

                @Override
                protected HttpsJwks getHttpsJwks(String location) {
                    var keys = super.getHttpsJwks(location);
                    keys.setRetainCacheOnErrorDuration(KEPT.toSeconds());
                    return keys;
                }

                @Override
                protected Get getHttpGet() {
                    var get = new Get();
                    get.setConnectTimeout((int) PATIENCE.toMillis());
                    get.setReadTimeout((int) PATIENCE.toMillis());
                    get.setRetries(0);
                    return get;
                }
            };
        }
    }
}
