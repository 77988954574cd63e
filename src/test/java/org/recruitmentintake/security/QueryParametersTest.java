package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.security.Surface.MISSING_CASE;

import java.util.List;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Unknown and repeated query parameters and values of a wrong type are refused. */
@QuarkusTest
@WithTestResource(RealParts.class)
class QueryParametersTest {

    @ParameterizedTest
    @MethodSource("operations")
    void unknownParameterIsRefused(String operation) {
        for (var name : List.of("lmit", "ON", "LIMIT", "on[]", "_")) {
            refused(Surface.call(client(operation).queryParam(name, "2024-01-01"), operation, MISSING_CASE).then())
                    .body("errors.parameter", contains(name.equals("on[]") ? "" : name))
                    .body("errors.code", contains("unknown-parameter"));
        }
    }

    static Stream<String> operations() { return Surface.deployed().stream(); }

    private static RequestSpecification client(String operation) {
        if (Surface.PUBLIC.contains(operation)) return given();
        var roles = Surface.PROTECTED.get(operation);
        return roles.contains("embassy") ? Cases.embassy() : Cases.as("query", roles.iterator().next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=IN_REVIEW&state=IN_REVIEW", "limit=1&limit=2", "embassy=a&limit=1&embassy=b",
            "attention=true&attention=true"})
    void repeatedParameterIsRefused(String query) {
        refused(list(query)).body("errors.code", contains("repeated-parameter"));
        refused(given().get("/v1/conditions?on=2024-01-01&on=2024-01-01").then())
                .body("errors.parameter", contains("on")).body("errors.code", contains("repeated-parameter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0", "yes", "no", "null", "TRUE", "True", "on", "t", "", "%20true", "true%00"})
    void booleanIsTrueOrFalse(String value) {
        for (var name : List.of("attention", "refusalProposed", "hasMatch")) {
            refused(list(name + "=" + value)).body("errors.parameter", contains(name))
                    .body("errors.code", contains("unknown-value"))
                    .body("errors[0].detail", containsString("true, false"));
        }
        list("attention=true").statusCode(200);
        list("attention=false&refusalProposed=true&hasMatch=false").statusCode(200);
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        refused(list("lmit=1&attention=yes&limit=0&state=OPEN&branch=navy&embassy=" + "a".repeat(61)
                + "&hasMatch=true&hasMatch=true&cursor=" + "a".repeat(101)))
                .body("errors.collect { it.parameter + ' ' + it.code }", contains("attention unknown-value",
                        "branch unknown-value", "cursor too-long", "embassy too-long", "hasMatch repeated-parameter",
                        "limit out-of-range", "lmit unknown-parameter", "state unknown-value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=1.0", "limit=+1", "limit=1e2", "limit=0x10", "limit=", "limit=%D9%A1", "limit=201",
            "limit=-1", "limit=2147483648", "limit=4294967297", "state=in_review", "state=", "branch=GROUND_FORCES%20",
            "embassy=%00", "embassy=%E2%80%AE", "=1"})
    void valueOfAnotherFormIsRefused(String query) {
        refused(list(query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-1-1", "2024-02-30", "20240101", "2024-01-01T00:00:00Z", "", "today", "%2B2024-01-01"})
    void dateOfAnotherFormIsRefused(String date) {
        refused(given().urlEncodingEnabled(false).get("/v1/conditions?on=" + date).then())
                .body("errors.collect { it.parameter + ' ' + it.code }", contains("on invalid-date"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "?&", "?&&on=2024-01-01&"})
    void emptyPartsOfAQueryAreNoParameters(String query) throws Exception {
        assertEquals(200, RawHttp.status("127.0.0.1", "GET", "/v1/conditions" + query));
        assertEquals(400, RawHttp.status("127.0.0.1", "GET", "/v1/conditions" + query + "&lmit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz=1", "on=%zz", "on=2024-01-01&on", "=", "on%00=1"})
    void queryThatCannotBeReadIsRefused(String query) throws Exception {
        assertEquals(400, RawHttp.status("127.0.0.1", "GET", "/v1/conditions?" + query));
    }

    @Test
    void missingParameterIsReportedWithTheOthers() {
        refused(Cases.as("dpo", "privacy").get("/v1/readers?to=2026-13-01&lmit=1").then())
                .body("errors.collect { it.parameter + ' ' + it.code }",
                        contains("from required", "lmit unknown-parameter", "to invalid-date"));
    }

    @Test
    void unknownNameIsNotRepeated() {
        refused(given().queryParam("Olena Example", "1").get("/v1/flow").then())
                .body(not(containsString("Olena")));
    }

    @Test
    void tokenIsAskedForFirst() {
        given().get("/v1/applications?lmit=1").then().statusCode(401);
        Cases.as("query-portal", "portal").get("/v1/forwarding?lmit=1").then().statusCode(403);
    }

    private static ValidatableResponse list(String query) {
        return reviewer().urlEncodingEnabled(false).get("/v1/applications?" + query).then();
    }

    private static ValidatableResponse refused(ValidatableResponse answer) {
        return answer.statusCode(400).body("code", equalTo("invalid-parameter"));
    }
}
