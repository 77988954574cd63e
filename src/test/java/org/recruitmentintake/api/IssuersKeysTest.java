package org.recruitmentintake.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jboss.logmanager.ExtLogRecord;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.Caller.VerifiedTokens;
import org.recruitmentintake.security.ThrowAwayAuthority;

/** The issuer changes its keys, goes away, or says nothing. */
class IssuersKeysTest {

    private final List<JsonWebKey> published = new ArrayList<>();
    private final EllipticCurveJsonWebKey first = key();
    private final EllipticCurveJsonWebKey second = key();
    private final VerifiedTokens tokens = new VerifiedTokens(new Caller.ByIssuersKeys(), Clock.systemUTC());
    private HttpServer issuer;
    private JWTAuthContextInfo rules;

    @BeforeEach
    void theIssuerPublishesItsFirstKey() throws IOException {
        published.add(first);
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/jwks", this::publish);
        issuer.start();
        rules = rules(issuer.getAddress().getPort());
    }

    @AfterEach
    void theIssuerEnds() { issuer.stop(0); }

    @Test
    void aKeyThatTheIssuerHasRotatedInIsKnownByItsFirstToken() throws Exception {
        assertEquals("anybody", tokens.parse(token(first), rules).getSubject());
        published.add(second);
        // Keys that are younger than 300 ms are not asked for again.
        Thread.sleep(400);
        assertEquals("anybody", tokens.parse(token(second), rules).getSubject());
    }

    @Test
    void aKeyThatNobodyHasPublishedOpensNothing() throws Exception {
        tokens.parse(token(first), rules);
        assertThrows(ParseException.class, () -> tokens.parse(token(second), rules));
    }

    /** No answer of it is kept for longer than a moment here: each token asks again. */
    @Test
    void whileTheIssuerIsAwayItsKeysGoOnWorkingAndNoOthers() throws Exception {
        tokens.parse(token(first), rules);
        issuer.stop(0);
        for (var i = 0; i < 3; i++) {
            assertEquals("anybody", tokens.parse(token(first), rules).getSubject());
        }
        assertThrows(ParseException.class, () -> tokens.parse(token(second), rules));
    }

    @Test
    void beforeTheIssuerWasEverThereNobodyIsToldThatTheTokenIsWrong() throws Exception {
        issuer.stop(0);
        var refused = assertThrows(Refused.class, () -> tokens.parse(token(first), rules));
        assertEquals(503, refused.kind().status());
    }

    /** Whoever is woken by the 503 is told why, and nothing of what an exception says; how often is counted elsewhere. */
    @Test
    void thatTheIssuerIsAwayIsLoggedOnceForAllWhoAsk() {
        issuer.stop(0);
        var lines = new ArrayList<String>();
        var log = new Handler() {

            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLevel() + " " + ExtLogRecord.wrap(line).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger(Refused.class.getName());
        logger.addHandler(log);
        try {
            for (var i = 0; i < 3; i++) {
                assertThrows(Refused.class, () -> tokens.parse(token(first), rules));
            }
        } finally {
            logger.removeHandler(log);
        }
        assertEquals(List.of("WARN the issuer's keys cannot be had (ConnectException)"), lines);
    }

    /** Of its own authority, which no machine knows: the certificate is named by its path. */
    @Test
    void anIssuerOfAPrivateAuthorityIsAskedWhereThatIsTrusted() throws Exception {
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
            assertThrows(Refused.class, () -> tokens.parse(token(first), rules), "an authority that nobody has named");
            rules.setTlsCertificatePath(authority.certificate().toString());
            assertEquals("anybody", new VerifiedTokens(new Caller.ByIssuersKeys(), Clock.systemUTC())
                    .parse(token(first), rules).getSubject());
        } finally {
            secure.stop(0);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        var keys = new JsonWebKeySet(published).toJson().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, keys.length);
        try (exchange) {
            exchange.getResponseBody().write(keys);
        }
    }

    /** Of more who ask at the same time some wait, for seconds; the others are turned away at once, and no thread is left for them. */
    @Test
    void anIssuerThatSaysNothingHoldsNotAllThreads() throws Exception {
        try (var silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress())) {
            var ofTheSilent = rules(silent.getLocalPort());
            var threads = Executors.newFixedThreadPool(40);
            var began = System.nanoTime();
            var asking = new ArrayList<Callable<Double>>();
            for (var i = 0; i < 40; i++) {
                asking.add(() -> {
                    assertThrows(Refused.class, () -> tokens.parse(token(first), ofTheSilent));
                    return (System.nanoTime() - began) / 1e9;
                });
            }
            var turnedAway = 0;
            for (var answer : threads.invokeAll(asking.subList(0, 40))) {
                if (answer.get() < 2) turnedAway++;
            }
            threads.shutdown();
            assertTrue(turnedAway >= 20, turnedAway + " of 40 at once");
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

    private static String token(EllipticCurveJsonWebKey key) throws JoseException {
        var claims = new JwtClaims();
        claims.setIssuer("issuer");
        claims.setAudience("here");
        claims.setSubject("anybody");
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        return signature.getCompactSerialization();
    }
}
