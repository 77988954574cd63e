package org.recruitmentintake.api.security;

import static org.jose4j.jws.AlgorithmIdentifiers.RSA_USING_SHA256;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.restassured.RestAssured;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.security.ThrowAwayAuthority;
import org.recruitmentintake.tools.environment.TokenIssuer;

/** Tokens that are refused, each for one reason, and issuers whose keys cannot be loaded. */
public final class RefusedTokens {

    private RefusedTokens() {}

    /** A token that the service refuses for this reason; empty if this method has had it refused. */
    public static Optional<String> refusedFor(String reason) throws Exception {
        var claims = claims();
        switch (reason) {
            case "issuer" -> claims.setIssuer("https://another.example");
            case "audience" -> claims.setAudience("another-service");
            case "expired" -> {
                claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 600));
                claims.setExpirationTimeMinutesInTheFuture(-5);
            }
            case "not-yet-valid" -> claims.setNotBeforeMinutesInThePast(-5);
            case "missing-claim" -> claims.unsetClaim("exp");
            case "client" -> claims.unsetClaim("azp");
            case "malformed" -> claims.setClaim("groups", 7);
            case "unknown-key" -> {
                return Optional.of(signedByAnother(claims, "unknown"));
            }
            case "signature" -> {
                return Optional.of(signedByAnother(claims, RealParts.keys().issuer().getKeyId()));
            }
            case "algorithm" -> {
                return Optional.of(RestAssured.given().baseUri("http://localhost:" + RealParts.issuer().port())
                        .formParams("client", "any", "role", "reviewer", "algorithm", "RS384").post("/token")
                        .asString());
            }
            case "weak-key" -> {
                weakKey(claims);
                return Optional.empty();
            }
            default -> throw new AssertionError("nothing produces " + reason);
        }
        return Optional.of(RealParts.signed(claims));
    }

    /** Asks an issuer whose keys cannot be loaded, for this cause. */
    public static void withoutKeys(String cause) throws Exception {
        switch (cause) {
            case "UnknownHostException" -> ask("http://issuer.invalid/jwks");
            case "ConnectException" -> ask("http://localhost:1/jwks");
            case "SocketTimeoutException" -> {
                try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
                    ask("http://localhost:" + silent.getLocalPort() + "/jwks");
                }
            }
            case "SSLHandshakeException" -> askServer("https", withTls(), 200);
            case "IOException" -> askServer("http", HttpServer.create(), 500);
            case "NoKeySetException" -> askServer("http", HttpServer.create(), 200);
            default -> throw new AssertionError("nothing produces " + cause);
        }
    }

    private static void askServer(String scheme, HttpServer server, int status) throws Exception {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, 4);
                exchange.getResponseBody().write("oops".getBytes());
            }
        });
        server.start();
        try {
            ask(scheme + "://localhost:" + server.getAddress().getPort() + "/jwks");
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer withTls() throws Exception {
        var password = ThrowAwayAuthority.PASSWORD.toCharArray();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(new ThrowAwayAuthority("Issuer").issue("issuer", "localhost").storeOf("issuer")
                .toFile(), password), password);
        var tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static void ask(String location) throws Exception {
        var token = signedByAnother(claims(), "any");
        assertThrows(ProblemException.class, () -> cache().parse(token, rules(location)));
    }

    private static void weakKey(JwtClaims claims) throws Exception {
        var key = RsaJwkGenerator.generateJwk(1024);
        key.setKeyId("weak");
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(RSA_USING_SHA256);
        token.setDoKeyValidation(false);
        var signed = token.getCompactSerialization();
        var published = Files.createTempFile(Path.of("target"), "weak", ".json");
        Files.writeString(published, new JsonWebKeySet(key).toJson());
        var rules = rules(published.toUri().toString());
        rules.setRelaxVerificationKeyValidation(false);
        assertThrows(ParseException.class, () -> cache().parse(signed, rules));
        Files.delete(published);
    }

    private static TokenCache cache() {
        return new TokenCache(IssuerKeysTest.verifier(), new TokenRefusals(new SimpleMeterRegistry()),
                Clock.systemUTC());
    }

    private static JWTAuthContextInfo rules(String location) {
        var rules = new JWTAuthContextInfo(location, "http://localhost:" + RealParts.issuer().port());
        rules.setExpectedAudience(Set.of(TokenIssuer.AUDIENCE));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256));
        return rules;
    }

    private static String signedByAnother(JwtClaims claims, String keyId) throws Exception {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(keyId);
        return new TokenIssuer(key, RealParts.issuer().port()).signed(claims);
    }

    private static JwtClaims claims() { return RealParts.claims("client", List.of("reviewer")); }
}
