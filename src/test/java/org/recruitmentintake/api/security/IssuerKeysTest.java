package org.recruitmentintake.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import jakarta.enterprise.inject.Instance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.api.LogLines;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.security.ThrowAwayAuthority;

/** The issuer changes its keys, is down, or does not answer. */
class IssuerKeysTest {

    @TempDir
    Path folder;

    private final List<JsonWebKey> published = new ArrayList<>();
    private final EllipticCurveJsonWebKey first = key();
    private final EllipticCurveJsonWebKey second = key();
    private final AtomicLong nanoTime = new AtomicLong();
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final TokenCache tokens = tokens(nanoTime::get);
    private final AtomicReference<String> answer = new AtomicReference<>();
    private HttpServer issuer;
    private JWTAuthContextInfo rules;

    @BeforeEach
    void publishFirstKey() throws IOException {
        published.add(first);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", this::publish);
        issuer.start();
        rules = rules(issuer.getAddress().getPort());
    }

    @AfterEach
    void stopIssuer() { issuer.stop(0); }

    @Test
    void newKeyIsLoadedWithItsFirstToken() throws Exception {
        assertEquals("person", tokens.parse(token(first), rules).getSubject());
        published.add(second);
        assertEquals("person", tokens.parse(token(second), rules).getSubject());
    }

    @Test
    void unpublishedKeyIsRefused() throws Exception {
        tokens.parse(token(first), rules);
        assertThrows(ParseException.class, () -> tokens.parse(token(second), rules));
    }

    /** In these tests the keys are refreshed with each token. */
    @Test
    void keysStayValidWhileTheIssuerIsAway() throws Exception {
        rules.setJwksRetainCacheOnErrorDuration(1);
        tokens.parse(token(first), rules);
        issuer.stop(0);
        for (var i = 0; i < 3; i++) {
            assertEquals("person", tokens.parse(token(first), rules).getSubject());
        }
        assertThrows(ParseException.class, () -> tokens.parse(token(second), rules));
    }

    /** The control of the previous test: here the setting is missing. */
    @Test
    void keysBecomeInvalidWithoutTheRetentionSetting() throws Exception {
        tokens.parse(token(first), rules);
        issuer.stop(0);
        assertThrows(ParseException.class, () -> tokens.parse(token(first), rules));
    }

    @Test
    void removedKeyIsRefusedDespiteCachingHeaders() throws Exception {
        tokens.parse(token(first), rules);
        published.clear();
        published.add(second);
        assertThrows(ParseException.class, () -> tokens.parse(token(first), rules));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "{}", "[]", "{\"keys\":[]}", "null"})
    void issuerIsAskedAgainAfterAnAnswerThatIsNoJwks(String content) throws Exception {
        answer.set(content);
        assertEquals(503,
                assertThrows(ProblemException.class, () -> tokens.parse(token(first), rules)).kind().status());
        answer.set(null);
        assertThrows(ProblemException.class, () -> tokens.parse(token(first), rules),
                "the issuer is not asked again at once");
        nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
        assertEquals("person", tokens.parse(token(first), rules).getSubject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "{}"})
    void laterAnswerThatIsNoJwksKeepsTheKeys(String content) throws Exception {
        rules.setJwksRetainCacheOnErrorDuration(1);
        tokens.parse(token(first), rules);
        answer.set(content);
        assertEquals("person", tokens.parse(token(first), rules).getSubject());
    }

    @Test
    void missingOrBadKeyFileStopsTheStart() throws Exception {
        var file = folder.resolve("jwks.json");
        assertEquals(List.of("mp.jwt.verify.publickey.location: %s is missing, unreadable or no JWKS".formatted(file)),
                faults(file.toString()));
        for (var content : List.of("", "<html>", "{}", "{\"keys\":[]}", "null")) {
            Files.writeString(file, content);
            assertEquals(1, faults(file.toString()).size(), content);
        }
        Files.writeString(file, new JsonWebKeySet(first).toJson());
        assertEquals(List.of(), faults(file.toString()));
        assertEquals(List.of(), faults(file.toUri().toString()));
    }

    @Test
    void fileOfKeysIsReadOnlyAtTheStart() throws Exception {
        var file = Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(first).toJson());
        rules.setPublicKeyLocation(file.toString());
        var keys = new IssuerKeys(Optional.of(file.toString()), instance(rules), System::nanoTime);
        assertEquals(List.of(), keys.faults());
        Files.delete(file);
        assertEquals("person", keys.parse(token(first), rules).getSubject());
    }

    @Test
    void missingIssuerDoesNotStopTheStart() {
        issuer.stop(0);
        assertEquals(List.of(), faults("http://localhost:" + issuer.getAddress().getPort() + "/jwks"));
        assertEquals(List.of(), faults("HTTPS://localhost:" + issuer.getAddress().getPort() + "/jwks"));
    }

    @Test
    void reasonOfARefusalIsLoggedAndCounted() throws Exception {
        var claims = claims();
        claims.setIssuer("another");
        refusedFor("issuer", signed(claims, first));
        claims = claims();
        claims.setAudience("elsewhere");
        refusedFor("audience", signed(claims, first));
        claims = claims();
        claims.setExpirationTimeMinutesInTheFuture(-5);
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 600));
        refusedFor("expired", signed(claims, first));
        claims = claims();
        claims.setNotBeforeMinutesInThePast(-5);
        refusedFor("not-yet-valid", signed(claims, first));
        claims = claims();
        claims.unsetClaim("exp");
        refusedFor("missing-claim", signed(claims, first));
        refusedFor("unknown-key", token(second));
        second.setKeyId(first.getKeyId());
        refusedFor("signature", token(second));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        refusedFor("algorithm", token(first));
        refusedFor("malformed", "nonsense");
        refusedFor("malformed", "..");
    }

    private void refusedFor(String reason, String token) {
        var counter = metrics.counter("intake.token.refused", "reason", reason);
        var before = counter.count();
        try (var log = new LogLines(TokenRefusals.class)) {
            assertThrows(ParseException.class, () -> tokens.parse(token, rules));
            assertEquals(List.of("INFO Refused: invalid-token, reason " + reason), log.lines());
        }
        assertEquals(before + 1, counter.count());
    }

    @Test
    void floodOfRefusedTokensHidesNoLineOfAnotherReason() {
        try (var log = new LogLines(TokenRefusals.class)) {
            for (var i = 0; i < 1_000; i++) {
                assertThrows(ParseException.class, () -> tokens.parse("nonsense", rules));
            }
            assertThrows(ParseException.class, () -> tokens.parse(token(second), rules));
            assertTrue(log.lines().size() < 100, log.lines().size() + " lines");
            assertTrue(log.lines().contains("INFO Refused: invalid-token, reason unknown-key"));
        }
    }

    private List<String> faults(String location) {
        var configured = new JWTAuthContextInfo(location, "issuer");
        configured.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256));
        return new IssuerKeys(Optional.of(location), instance(configured), System::nanoTime).faults();
    }

    /** The settings in the form in which the container injects them. */
    @SuppressWarnings("unchecked")
    private static Instance<JWTAuthContextInfo> instance(JWTAuthContextInfo configured) {
        return (Instance<JWTAuthContextInfo>) Proxy.newProxyInstance(Instance.class.getClassLoader(),
                new Class<?>[] {Instance.class}, (proxy, method, arguments) -> configured);
    }

    static IssuerKeys verifier() { return new IssuerKeys(Optional.empty(), null, System::nanoTime); }

    private TokenCache tokens(LongSupplier time) {
        return new TokenCache(new IssuerKeys(Optional.empty(), null, time), new TokenRefusals(metrics),
                Clock.systemUTC());
    }

    @Test
    void tokenIsUnavailableNotInvalidBeforeTheFirstFetch() throws Exception {
        issuer.stop(0);
        var refused = assertThrows(ProblemException.class, () -> tokens.parse(token(first), rules));
        assertEquals(503, refused.kind().status());
    }

    /** The log gives the reason of the 503, without the text of an exception. */
    @Test
    void unavailableIssuerIsLoggedOnce() {
        issuer.stop(0);
        try (var log = new LogLines(TokenCache.class)) {
            for (var i = 0; i < 3; i++) {
                assertThrows(ProblemException.class, () -> tokens.parse(token(first), rules));
                nanoTime.addAndGet(Duration.ofSeconds(4).toNanos());
            }
            assertEquals(List.of("WARN The issuer's keys cannot be loaded (ConnectException)"), log.lines());
        }
    }

    /** A private authority has signed the issuer's certificate. */
    @Test
    void configuredAuthorityOfTheIssuerIsTrusted() throws Exception {
        var authority = new ThrowAwayAuthority("Issuer").issue("issuer", "localhost");
        var store = KeyStore.getInstance(authority.storeOf("issuer").toFile(),
                ThrowAwayAuthority.PASSWORD.toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, ThrowAwayAuthority.PASSWORD.toCharArray());
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext("/jwks", this::publish);
        secure.start();
        try {
            var location = "https://localhost:" + secure.getAddress().getPort() + "/jwks";
            rules.setPublicKeyLocation(location);
            assertThrows(ProblemException.class, () -> tokens.parse(token(first), rules),
                    "the authority is not configured");
            rules.setTlsCertificatePath(authority.certificate().toString());
            assertEquals("person", tokens(System::nanoTime)
                    .parse(token(first), rules).getSubject());
        } finally {
            secure.stop(0);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        var set = answer.get();
        var keys = (set == null ? new JsonWebKeySet(published).toJson() : set).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
        exchange.sendResponseHeaders(200, keys.length == 0 ? -1 : keys.length);
        try (exchange) {
            exchange.getResponseBody().write(keys);
        }
    }

    private static JWTAuthContextInfo rules(int port) {
        var rules = new JWTAuthContextInfo("http://localhost:" + port + "/jwks", "issuer");
        rules.setExpectedAudience(Set.of("here"));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        rules.setJwksRefreshInterval(0);
        rules.setForcedJwksRefreshInterval(0);
        return rules;
    }

    private static EllipticCurveJsonWebKey key() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(UUID.randomUUID().toString());
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            return key;
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String token(EllipticCurveJsonWebKey key) throws JoseException { return signed(claims(), key); }

    private static JwtClaims claims() {
        var claims = new JwtClaims();
        claims.setIssuer("issuer");
        claims.setAudience("here");
        claims.setSubject("person");
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }

    private static String signed(JwtClaims claims, EllipticCurveJsonWebKey key) throws JoseException {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return signature.getCompactSerialization();
    }
}
