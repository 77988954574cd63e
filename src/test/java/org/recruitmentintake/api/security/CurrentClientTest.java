package org.recruitmentintake.api.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recruitmentintake.RealParts.signed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.api.LogLines;

/**
 * The token names the client, its one role, and the embassies or branches to which it is bound. TokensTest checks which
 * tokens are invalid.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class CurrentClientTest {

    @TempDir
    Path folder;

    @Inject
    JWTAuthContextInfo configured;

    @Test
    void bindingComesFromTheToken() {
        get(RealParts.token(Map.of("client", "embassies", "role", "embassy", "person", "attaché-7", "embassies",
                "pl-warsaw,lt-vilnius")))
                .statusCode(200).body("id", equalTo("embassies")).body("person", equalTo("attaché-7"))
                .body("role", equalTo("EMBASSY")).body("embassies", containsInAnyOrder("pl-warsaw", "lt-vilnius"))
                .body("branches", empty());
    }

    @Test
    void personOfAMachineIsItsClientId() {
        get(RealParts.token("portal-demo", "portal")).statusCode(200)
                .body("id", equalTo("portal-demo")).body("person", equalTo("portal-demo")).body("embassies", empty());
    }

    /** The subject may be the applicant's own account, and the journal keeps it after erasure. */
    @Test
    void personOfAPortalIsItsClientId() {
        get(RealParts.token(Map.of("client", "portal-demo", "role", "portal", "person", "test-alpha@example.org")))
                .statusCode(200).body("person", equalTo("portal-demo"));
    }

    @Test
    void clientIdMayBeInTheClaimClientId() throws Exception {
        var claims = claims(List.of("portal"));
        claims.unsetClaim("azp");
        claims.setClaim("client_id", "by-rfc-9068");
        get(signed(claims)).statusCode(200).body("id", equalTo("by-rfc-9068"));
    }

    @Test
    void exactlyOneRoleIsNeeded() throws Exception {
        get(signed(claims(List.of("portal", "embassy")))).statusCode(403).body("code", equalTo("forbidden"));
        get(signed(claims(List.of("admin")))).statusCode(403);
        get(signed(claims(List.of()))).statusCode(403);
        get(signed(claims(List.of("portal", "offline_access")))).statusCode(200);
    }

    @Test
    void anotherRoleIsForbidden() {
        get(RealParts.token("ops", "operator")).statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void resourceWithoutRolesIsForbidden() {
        given().header("Authorization", "Bearer " + RealParts.token("portal-demo", "portal")).get("/probe/unannotated")
                .then()
                .statusCode(403).body("code", equalTo("forbidden"));
    }

    @Test
    void bindingMayBeAStringInsteadOfAList() throws Exception {
        var claims = claims(List.of("embassy"));
        claims.setClaim("embassies", "pl-warsaw");
        get(signed(claims)).statusCode(200).body("embassies", contains("pl-warsaw"));
    }

    @Test
    void unknownEmbassiesBesideAKnownOneAreIgnored() throws Exception {
        var claims = claims(List.of("embassy"));
        claims.setClaim("embassies", List.of("xx-nowhere", "pl-warsaw", 7));
        get(signed(claims)).statusCode(200).body("embassies", contains("pl-warsaw"));
    }

    @ParameterizedTest
    @MethodSource("unknownBindings")
    void clientWithoutAKnownBindingIsForbidden(String role, Object embassies, Object branches) throws Exception {
        var claims = claims(List.of(role));
        claims.setClaim("embassies", embassies);
        claims.setClaim("branches", branches);
        try (var log = new LogLines(TokenRefusals.class)) {
            given().header("Authorization", "Bearer " + signed(claims)).get("/v1/applications").then()
                    .statusCode(403).body("code", equalTo("unknown-binding"));
            assertEquals(List.of("INFO Refused: unknown-binding, client client: its claim "
                    + (role.equals("embassy") ? "embassies" : "branches") + " names nothing that is known"),
                    log.lines());
        }
    }

    static Stream<Arguments> unknownBindings() {
        var unknown = Stream.of(null, "", " ", "CA-OTTAWA", "ca-ottawa ", "xx-nowhere", "ca-ottawa,pl-warsaw", 7, true,
                List.of(), List.of("CA-OTTAWA", 7), List.of(List.of("ca-ottawa")), Map.of("ca-ottawa", true));
        var branches = Stream.of(null, "ground_forces", " GROUND_FORCES", "Ground Forces", List.of("ca-ottawa"));
        // The claim of another role has no effect.
        return Stream.concat(unknown.map(each -> Arguments.of("embassy", each, "GROUND_FORCES")),
                branches.map(each -> Arguments.of("recruiting-centre", "ca-ottawa", each)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azp", "client_id", "sub"})
    void clientOrPersonThatIsNoTextIsInvalid(String claim) throws Exception {
        for (var value : new Object[] {7, 1.5, true, List.of("client"), List.of(), Map.of("id", "client"), "", " ",
                "a\u0000b", "a\nb"}) {
            var claims = claims(List.of("portal"));
            if (claim.equals("client_id")) claims.unsetClaim("azp");
            claims.setClaim(claim, value);
            get(signed(claims)).statusCode(401).body("code", equalTo("invalid-token"));
        }
    }

    @ParameterizedTest
    @MethodSource("claimsOfWrongTypes")
    void claimOfWrongTypeLogsNoStackTrace(String claim, Object value, int status) {
        var claims = claims(List.of("portal"));
        claims.setClaim(claim, value);
        var token = signed(claims);
        try (var log = new LogLines("")) {
            for (var i = 0; i < 2; i++) {
                get(token).statusCode(status);
            }
            var expected = status == 401 ? "INFO Refused: invalid-token, reason " : "INFO Refused: ";
            assertEquals(List.of(), log.lines().stream().filter(line -> !line.startsWith(expected)).toList());
        }
    }

    static Stream<Arguments> claimsOfWrongTypes() {
        var groups = Stream.of(7, true, Map.of("portal", true), List.of(7), List.of("portal", 7),
                List.of(List.of("portal"))).map(value -> Arguments.of("groups", value, 401));
        var unused = Stream.of("address", "sub_jwk", "roleMappings", "roles", "scope", "auth_time", "updated_at",
                "upn", "preferred_username", "cnf", "email_verified", "acr", "amr")
                .flatMap(claim -> Stream.of("text", 7, true, List.of("x", 7), Map.of("a", 1))
                        .map(value -> Arguments.of(claim, value, 200)));
        return Stream.concat(groups, unused);
    }

    @Test
    void rolesMayBeAStringInsteadOfAList() {
        var claims = claims(List.of());
        claims.setClaim("groups", "portal");
        get(signed(claims)).statusCode(200);
        claims.setClaim("groups", "portal embassy");
        get(signed(claims)).statusCode(403);
    }

    @Test
    void clientIdDoesNotReplaceAnInvalidAzp() throws Exception {
        var claims = claims(List.of("portal"));
        claims.setClaim("azp", List.of("client"));
        claims.setClaim("client_id", "client");
        get(signed(claims)).statusCode(401).body("code", equalTo("invalid-token"));
    }

    @Test
    void rsaKeyOf2048BitsIsAccepted() throws Exception {
        assertEquals("person", parsedWithRsaKey(2048).getSubject());
    }

    @Test
    void rsaKeyOf1024BitsIsRefused() {
        assertThrows(ParseException.class, () -> parsedWithRsaKey(1024));
    }

    /** Parses a token under the configured rules, but with an RSA key of this length as the issuer's key. */
    private JWTCallerPrincipal parsedWithRsaKey(int bits) throws Exception {
        var key = RsaJwkGenerator.generateJwk(bits);
        key.setKeyId("of-" + bits);
        var token = new JsonWebSignature();
        token.setPayload(claims(List.of("portal")).toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        token.setDoKeyValidation(false);
        var rules = new JWTAuthContextInfo(configured);
        rules.setPublicKeyLocation(Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(key).toJson())
                .toUri().toString());
        return IssuerKeysTest.verifier().parse(token.getCompactSerialization(), rules);
    }

    /** IssuerKeysTest shows the effect of this setting. */
    @Test
    void keysAreRetainedWhileTheIssuerIsAway() { assertEquals(1, configured.getJwksRetainCacheOnErrorDuration()); }

    @Test
    void publicResourceHasNoClient() {
        given().get("/probe/who").then().statusCode(500).body("code", equalTo("internal-error"));
    }

    @Test
    void languageIsTheRequestedOne() {
        given().header("Accept-Language", "uk").get("/probe/language").then().body("language", equalTo("uk"));
        given().get("/probe/language").then().body("language", equalTo("en"));
    }

    private static ValidatableResponse get(String token) {
        return given().header("Authorization", "Bearer " + token).get("/probe/caller").then();
    }

    private static JwtClaims claims(List<String> groups) { return RealParts.claims("client", groups); }
}
