package org.recruitmentintake.api.json;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/** A body is accepted as a whole or refused with all of its faults. */
@QuarkusTest
@WithTestResource(RealParts.class)
class StrictBodiesTest {

    /** A complete form; {@code %s} is replaced by a further member. */
    private static final String GOOD = "{\"name\": \"Ada\", \"born\": \"1990-12-10\"%s}";

    @Test
    void correctBodyIsAccepted() {
        post(GOOD.formatted("""
                , "colour": "BLUE", "signedAt": "2026-01-01T10:00:00Z", "stateless": true,
                "reference": "0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1", "country": "LT", "colours": ["BLUE", "YELLOW"],
                "papers": [{"kind": "visa", "notes": ["a"]}]"""))
                .statusCode(200).body("name", equalTo("Ada")).body("papers[0].notes", contains("a"));
    }

    @Test
    void everyFaultIsInOneAnswer() {
        post("""
                {"name": " ", "born": "2000-02-30", "colour": "RED", "signedAt": "yesterday", "stateless": "yes",
                 "reference": "r", "country": "de", "surplus": 1, "colours": ["BLUE", "BLUE"],
                 "papers": [{"kind": "", "notes": ["", 3]}, {}, {"kind": "k", "surplus": {}}]}""").statusCode(400)
                .body("code", equalTo("invalid-body"))
                .body("errors.collect { it.pointer + ' ' + it.code }", contains(
                        "/born invalid-date", "/colour unknown-value", "/colours duplicate-value",
                        "/country bad-format", "/name required", "/papers too-long",
                        "/papers/0/kind required", "/papers/0/notes/0 required", "/papers/0/notes/1 wrong-type",
                        "/papers/1/kind required", "/papers/2/surplus unknown-field", "/reference bad-format",
                        "/signedAt invalid-moment", "/stateless wrong-type", "/surplus unknown-field"));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("{}", Map.of("/name", "required", "/born", "required")),
                Arguments.of("{\"born\": \"1990-12-10\", \"name\": null}", Map.of("/name", "wrong-type")),
                Arguments.of("[]", Map.of("", "wrong-type")),
                Arguments.of("null", Map.of("", "wrong-type")),
                Arguments.of("\"text\"", Map.of("", "wrong-type")),
                Arguments.of("", Map.of("", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"stateless\": 0"), Map.of("/stateless", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"country\": \"\""), Map.of("/country", "bad-format")),
                Arguments.of(GOOD.formatted(", \"colour\": \"\""), Map.of("/colour", "unknown-value")),
                Arguments.of(GOOD.formatted(", \"colour\": \"blue\""), Map.of("/colour", "unknown-value")),
                Arguments.of(GOOD.formatted(", \"colour\": 0"), Map.of("/colour", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"papers\": {}"), Map.of("/papers", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"papers\": [null]"), Map.of("/papers/0", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"papers\": [[]]"), Map.of("/papers/0", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"signedAt\": 1767225600"), Map.of("/signedAt", "wrong-type")),
                Arguments.of(GOOD.formatted(", \"signedAt\": \"2026-01-01\""), Map.of("/signedAt", "invalid-moment")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsHavePointersAndCodes(String body, Map<String, String> faults) {
        var errors = post(body).statusCode(400).body("code", equalTo("invalid-body")).extract().jsonPath()
                .<Map<String, String>>getList("errors");
        assertEquals(faults, errors.stream().collect(toMap(e -> e.get("pointer"), e -> e.get("code"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{", "{}{}", "{} x", "{'name': 1}", "{\"name\": NaN}", "{name: 1}", "{\"a\": 1,}", "// a comment\n{}",
            "{\"name\": \"a\", \"name\": \"b\"}", "{\"papers\": [{\"kind\": 1, \"kind\": 2}]}", "\uFEFF{}"})
    void malformedJsonIsRefused(String body) {
        post(body).statusCode(400).body("code", equalTo("malformed-json")).body("line", equalTo(1));
    }

    @Test
    void malformedJsonNamesItsLine() {
        post("{\n\"name\": \"Ada\",\n\"born\": 1990-12-10}").statusCode(400)
                .body("code", equalTo("malformed-json")).body("line", equalTo(3));
    }

    @Test
    void numberOf65DigitsIsRefused() {
        post(GOOD.formatted(", \"stateless\": " + "1".repeat(64))).statusCode(400).body("code",
                equalTo("invalid-body"));
        post(GOOD.formatted(", \"stateless\": " + "1".repeat(65))).statusCode(400).body("code",
                equalTo("malformed-json"));
    }

    @Test
    void sixteenLevelsAreReadAndSeventeenAreRefused() {
        post("[".repeat(16) + "]".repeat(16)).statusCode(400).body("code", equalTo("invalid-body"));
        post("[".repeat(17) + "]".repeat(17)).statusCode(400).body("code", equalTo("malformed-json"));
    }

    static List<byte[]> notUtf8() {
        return List.of(
                GOOD.formatted("").getBytes(StandardCharsets.UTF_16),
                new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                // An overlong slash and a lone surrogate, which lenient decoders accept.
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void malformedUtf8IsRefused(byte[] body) {
        given().contentType("application/json").body(body).post("/probe/forms").then()
                .statusCode(400).body("code", equalTo("malformed-json"));
    }

    @Test
    void textIsNormalisedToFormC() {
        post(GOOD.replace("Ada", "Zoe\u0301").formatted("")).statusCode(200).body("name", equalTo("Zo\u00e9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\n", "\\u001b", "\\u202e", "\\u2066", "\\u200f", "\\u061c", "\\udb40\\udc41",
            "\\ue000",
            "\\uffff", "\\ud800", "\\u2028", "\u202e", "\u0085"})
    void hiddenAndReorderingCharactersAreRefused(String character) {
        post(GOOD.replace("Ada", "A" + character + "da").formatted("")).statusCode(400)
                .body("errors.pointer", contains("/name")).body("errors.code", contains("control-character"));
    }

    @Test
    void lengthOfTextCountsCodePoints() {
        post(GOOD.replace("Ada", "𐐔".repeat(10)).formatted("")).statusCode(200);
        post(GOOD.replace("Ada", "𐐔".repeat(11)).formatted("")).statusCode(400).body("errors.code",
                contains("too-long"));
    }

    @Test
    void unknownNameIsNotRepeated() {
        var answer = post(GOOD.formatted(", \"Olena Example, born 1990\": 1")).statusCode(400)
                .body("errors.pointer", contains("")).body("errors.code", contains("unknown-field")).extract()
                .asString();
        assertFalse(answer.contains("Olena"), answer);
    }

    @Test
    void numberOfReportedFaultsIsBounded() {
        var faults = new StringBuilder();
        for (int i = 0; i < 5_000; i++) faults.append(", \"f").append(i).append("\": 1");
        post(GOOD.formatted(faults)).statusCode(400).body("errors", hasSize(100));
    }

    /** The elements of a list that is too long are neither reported nor compared. */
    @Test
    void elementsOfATooLongListAreNotReported() {
        var list = "\"\",1,".repeat(12_000);
        given().contentType("application/json")
                .body("{\"route\":\"EMBASSY\",\"applicant\":{\"citizenships\":[" + list + "1]}}")
                .post("/v1/eligibility-checks").then()
                .statusCode(400).body("errors.pointer", contains("/applicant/citizenships"))
                .body("errors.code", contains("too-long"));
    }

    @Test
    void patchedBodyIsCheckedLikeASentOne() {
        given().contentType("application/merge-patch+json").body(GOOD.formatted(", \"surplus\": null"))
                .patch("/probe/forms").then()
                .statusCode(400).body("errors.pointer", contains("/surplus"));
        given().contentType("application/merge-patch+json").body(GOOD.formatted("")).patch("/probe/forms").then()
                .statusCode(200);
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8)).post("/probe/forms")
                .then();
    }
}
