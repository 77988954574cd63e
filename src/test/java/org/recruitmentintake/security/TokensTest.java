package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.RealParts.signed;
import static org.recruitmentintake.security.Surface.MISSING_CASE;

import java.security.PublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.TokenIssuer;

/** A token with any fault gives access to no operation. */
@QuarkusTest
@WithTestResource(RealParts.class)
class TokensTest {

    @ParameterizedTest
    @MethodSource("guarded")
    void wrongTokensAreRefused(String operation) throws Exception {
        var accepted = new TreeMap<String, String>();
        var role = Surface.PROTECTED.get(operation).iterator().next();
        wrongTokens(role).forEach((fault, token) -> {
            var answer = Surface.call(bearer(token), operation, MISSING_CASE);
            if (answer.statusCode() != 401 || !answer.path("code").equals("invalid-token")) {
                accepted.put(fault, answer.statusCode() + " " + answer.asString());
            }
        });
        assertEquals(Map.of(), accepted, operation);
    }

    @Test
    void tokenSignedWithRs256IsAccepted() throws Exception {
        var token = withRsa("reviewer", AlgorithmIdentifiers.RSA_USING_SHA256);
        bearer(token).get("/v1/applications").then().statusCode(200);
    }

    static Stream<String> guarded() { return Surface.guarded().stream(); }

    /** The control: a token without a fault, made in the same way, gives access. */
    @Test
    void correctTokenIsAccepted() throws Exception {
        Surface.call(bearer(signed(claims("reviewer"))), "GET /v1/applications", MISSING_CASE).then().statusCode(200);
        Surface.call(bearer(signed(claims("reviewer"))), "GET /v1/applications/{id}", MISSING_CASE).then()
                .statusCode(404);
    }

    /** The clocks may differ by thirty seconds, not by a minute. */
    @Test
    void leewayIsThirtySeconds() throws Exception {
        for (var late : new int[] {10, 20, 60, 90}) {
            var claims = claims("reviewer");
            claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 600));
            claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - late));
            Surface.call(bearer(signed(claims)), "GET /v1/applications", MISSING_CASE).then()
                    .statusCode(late < 30 ? 200 : 401);
        }
    }

    @Test
    void wrongTokenIsNotQuoted() throws Exception {
        var token = wrongTokens("reviewer").get("of another issuer");
        Surface.call(bearer(token), "GET /v1/applications", MISSING_CASE).then().statusCode(401)
                .header("WWW-Authenticate", is("Bearer error=\"invalid_token\""))
                .body(not(containsString(token.substring(0, 20)))).body(not(containsString("somebody.example")));
    }

    @Test
    void tokenIsReadFromTheHeaderOnly() throws Exception {
        var token = signed(claims("reviewer"));
        given().queryParam("access_token", token).get("/v1/applications").then().statusCode(401)
                .body("code", equalTo("missing-token"));
        given().cookie("Bearer", token).cookie("Authorization", "Bearer " + token).get("/v1/applications").then()
                .statusCode(401);
        for (var scheme : new String[] {"Basic", "Digest", "DPoP", ""}) {
            given().header("Authorization", (scheme + " " + token).strip()).get("/v1/applications").then()
                    .statusCode(401).body("code", anyOf(equalTo("missing-token"), equalTo("invalid-token")));
        }
    }

    /** A token of this role with each fault. */
    private static Map<String, String> wrongTokens(String role) throws Exception {
        var tokens = new LinkedHashMap<String, String>();
        var good = signed(claims(role));
        var parts = good.split("\\.");

        var claims = claims(role);
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 600));
        claims.setExpirationTimeMinutesInTheFuture(-2);
        tokens.put("expired", signed(claims));
        claims = claims(role);
        claims.unsetClaim("exp");
        tokens.put("without an expiry", signed(claims));
        claims = claims(role);
        claims.setNotBeforeMinutesInThePast(-5);
        tokens.put("not valid yet", signed(claims));
        claims = claims(role);
        claims.setIssuer("https://somebody.example");
        tokens.put("of another issuer", signed(claims));
        claims = claims(role);
        claims.unsetClaim("iss");
        tokens.put("without an issuer", signed(claims));
        claims = claims(role);
        claims.setAudience("another-service");
        tokens.put("for another audience", signed(claims));
        claims = claims(role);
        claims.unsetClaim("aud");
        tokens.put("for no audience", signed(claims));
        claims = claims(role);
        claims.unsetClaim("azp");
        tokens.put("without a client", signed(claims));

        tokens.put("with algorithm none", unsigned(role));
        tokens.put("without its signature", parts[0] + "." + parts[1] + ".");
        tokens.put("with two parts", parts[0] + "." + parts[1]);
        tokens.put("with another role than the signed one",
                parts[0] + "." + base64(claims("operator".equals(role) ? "privacy" : "operator").toJson()) + "."
                        + parts[2]);
        tokens.put("with a changed signature", parts[0] + "." + parts[1] + "." + changed(parts[2]));
        tokens.put("with the public key as a shared secret", hmac(role, issuerKey().getPublicKey()));
        tokens.put("with the key set's text as a shared secret", hmac(role,
                new TokenIssuer(issuerKey(), RealParts.issuer().port()).jwks().getBytes(UTF_8)));
        tokens.put("signed by another key with the same id", signedByAnother(claims(role), true));
        tokens.put("signed by a key in its own header", signedByAnother(claims(role), false));
        // The key is published and valid for all three; only the algorithm is not allowed.
        tokens.put("signed with RS384", withRsa(role, AlgorithmIdentifiers.RSA_USING_SHA384));
        tokens.put("signed with PS256", withRsa(role, AlgorithmIdentifiers.RSA_PSS_USING_SHA256));
        tokens.put("of one part", "eyJub3RoaW5nIjoxfQ");
        tokens.put("of three empty parts", "..");
        return tokens;
    }

    private static String unsigned(String role) throws Exception {
        var signature = new JsonWebSignature();
        signature.setPayload(claims(role).toJson());
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        signature.setHeader("typ", "JWT");
        return signature.getCompactSerialization();
    }

    private static String hmac(String role, PublicKey key) throws Exception { return hmac(role, key.getEncoded()); }

    private static String hmac(String role, byte[] secret) throws Exception {
        var signature = new JsonWebSignature();
        signature.setPayload(claims(role).toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setKeyIdHeaderValue(issuerKey().getKeyId());
        signature.setKey(new HmacKey(secret));
        return signature.getCompactSerialization();
    }

    private static String withRsa(String role, String algorithm) {
        return given().baseUri("http://localhost:" + RealParts.issuer().port())
                .formParams("client", "any", "role", role, "algorithm", algorithm).post("/token").asString();
    }

    private static String signedByAnother(JwtClaims claims, boolean sameId) throws Exception {
        var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(key.getPrivateKey());
        if (sameId) {
            signature.setKeyIdHeaderValue(issuerKey().getKeyId());
        } else {
            signature.setJwkHeader(key);
        }
        return signature.getCompactSerialization();
    }

    /** Changes the first character, since bits of the last one may have no meaning. */
    private static String changed(String signature) {
        return (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static JwtClaims claims(String role) { return RealParts.claims("token-test", List.of(role)); }

    private static EllipticCurveJsonWebKey issuerKey() { return RealParts.keys().issuer(); }
}
