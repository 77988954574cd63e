package org.recruitmentintake.tools.environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.jose4j.jws.AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * Issues tokens without authentication, for development and tests: {@code POST /token} with the form fields {@code
 * client}, {@code role} and optionally {@code person}, {@code embassies}, {@code branches} (comma separated), {@code
 * algorithm}. {@code GET /jwks} has the keys to verify them.
 */
public final class TokenIssuer implements RealPart {

    /** The audience of the tokens. */
    public static final String AUDIENCE = "recruitment-intake";

    private static final List<String> ROLES = List.of("portal", "embassy", "recruiting-centre", "reviewer", "privacy",
            "operator");
    // Long enough for a developer who follows the README.
    private static final int LIFETIME_MINUTES = 8 * 60;

    /** The key for RS256, which most providers use. It is generated anew in each process. */
    private static final class Rsa {

        static final RsaJsonWebKey KEY = rsa();
    }

    private final EllipticCurveJsonWebKey key;
    private final int port;
    private final Map<String, HttpHandler> furtherPaths = new HashMap<>();
    private final OneOfEachState cases;
    private HttpServer server;
    private ExecutorService threads;

    public TokenIssuer(EllipticCurveJsonWebKey key, int port) {
        this(key, port, null);
    }

    /**
     * @param service address of the service for {@code POST /cases}, which creates one case in each state; null for
     *            none
     */
    public TokenIssuer(EllipticCurveJsonWebKey key, int port, String service) {
        this.key = key;
        this.port = port;
        cases = service == null ? null : new OneOfEachState(service, this::token);
    }

    /** Serves further paths on the same port, from the next start on. */
    public TokenIssuer with(String path, HttpHandler handler) {
        furtherPaths.put(path, handler);
        return this;
    }

    @Override
    public synchronized void start() {
        if (server != null) return;
        // Before the server answers: on a busy machine the RSA key takes longer than the service waits for the keys.
        var keys = jwks();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/token", this::answerToken);
            server.createContext("/jwks", exchange -> answer(exchange, 200, "application/jwk-set+json", keys));
            furtherPaths.forEach(server::createContext);
            // These handlers may wait for the service, while the service fetches keys here.
            threads = Executors.newCachedThreadPool();
            server.setExecutor(threads);
            if (cases != null) server.createContext("/cases", this::answerCases);
            server.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized void stop() {
        if (server == null) return;
        server.stop(0);
        threads.shutdown();
        server = null;
    }

    @Override
    public int port() { return port; }

    public String url() { return "http://localhost:" + port; }

    public String jwks() { return new JsonWebKeySet(key, Rsa.KEY).toJson(); }

    /**
     * A signed token.
     *
     * @param asked the form fields of a request, see the class
     * @throws IllegalArgumentException if {@code client} is missing or {@code role} is unknown
     */
    public String token(Map<String, String> asked) {
        var client = asked.getOrDefault("client", "");
        if (client.isBlank()) throw new IllegalArgumentException("client is missing: -d client=portal-demo");
        var role = asked.getOrDefault("role", "");
        if (!ROLES.contains(role)) throw new IllegalArgumentException("role is one of " + String.join(", ", ROLES));

        var claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience(AUDIENCE);
        claims.setGeneratedJwtId();
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFETIME_MINUTES);
        claims.setSubject(asked.getOrDefault("person", client));
        claims.setStringClaim("azp", client);
        claims.setStringListClaim("groups", role);
        claims.setStringListClaim("embassies", list(asked.get("embassies")));
        claims.setStringListClaim("branches", list(asked.get("branches")));
        var algorithm = asked.getOrDefault("algorithm", ECDSA_USING_P256_CURVE_AND_SHA256);
        return signed(claims, algorithm.startsWith("ES") ? key : Rsa.KEY, algorithm);
    }

    /** Any claims, signed with the issuer's key, for tests of invalid tokens. */
    public String signed(JwtClaims claims) {
        return signed(claims, key, ECDSA_USING_P256_CURVE_AND_SHA256);
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key, String algorithm) {
        try {
            var signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(algorithm);
            signature.setHeader("typ", "JWT");
            return signature.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static RsaJsonWebKey rsa() {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("issuer-rsa");
            key.setUse("sig");
            return key;
        } catch (JoseException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void answerToken(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "text/plain",
                    "POST client and role, e.g. curl -d client=portal-demo -d role=portal\n");
            return;
        }
        try {
            var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 200, "text/plain", token(form));
        } catch (IllegalArgumentException invalid) {
            answer(exchange, 400, "text/plain", invalid.getMessage() + "\n");
        }
    }

    private void answerCases(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "text/plain", "POST, to make one case in each state\n");
            return;
        }
        try {
            answer(exchange, 200, "text/plain", String.join("\n", cases.make().values()) + "\n");
        } catch (IOException | RuntimeException refused) {
            answer(exchange, 502, "text/plain", refused.getMessage() + "\n");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> form(String body) {
        var fields = new HashMap<String, String>();
        for (var field : body.split("&")) {
            var parts = field.split("=", 2);
            if (parts.length == 2) fields.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    private static List<String> list(String commaSeparated) {
        return commaSeparated == null || commaSeparated.isBlank() ? List.of() : List.of(commaSeparated.split(","));
    }
}
