package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.security.Surface.MISSING_CASE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Checks the roles of each operation. */
@QuarkusTest
@WithTestResource(RealParts.class)
class SurfaceTest {

    @Test
    void everyOperationIsProtectedOrOnTheShortPublicList() throws Exception {
        var known = new TreeSet<>(Surface.PUBLIC);
        known.addAll(Surface.PROTECTED.keySet());
        assertEquals(known, Surface.deployed());
        documented().forEach((operation, secured) -> assertEquals(!Surface.PUBLIC.contains(operation), secured,
                operation + ": its security in the document"));
    }

    @Test
    void deployedOperationsAreDocumented() throws Exception {
        assertEquals(documented().keySet(), Surface.deployed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/metrics", "/q/dev-ui",
            "/q/arc", "/q/info", "/actuator"})
    void managementIsNotOnThePublicPort(String path) {
        given().get(path).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("rolesAndOperations")
    void eachRoleCallsOnlyItsOperations(String operation, String role) {
        var answer = Surface.call(client(role), operation, MISSING_CASE).then();
        if (Surface.PROTECTED.get(operation).contains(role)) {
            answer.statusCode(not(anyOf(is(401), is(403), is(405), is(500))));
        } else {
            answer.statusCode(403).body("code", equalTo("forbidden"));
        }
    }

    static Stream<Arguments> rolesAndOperations() {
        return Surface.guarded().stream()
                .flatMap(operation -> Surface.ROLES.stream().map(role -> Arguments.of(operation, role)));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void protectedOperationsNeedAToken(String operation) {
        Surface.call(given(), operation, MISSING_CASE).then().statusCode(401).header("WWW-Authenticate", is("Bearer"))
                .body("code", equalTo("missing-token"));
    }

    /** Access is checked before anything else of the request. */
    @ParameterizedTest
    @MethodSource("guarded")
    void accessIsCheckedBeforeTheRequest(String operation) {
        var wrong = Surface.PROTECTED.get(operation).contains("operator") ? "portal" : "operator";
        for (var header : List.of(Map.of("Content-Type", "text/xml"), Map.of("Content-Type", "nonsense"),
                Map.of("Accept", "application/xml"), Map.of("Accept", ";;"), Map.of("Content-Encoding", "br"),
                Map.of("If-Match", "nonsense"), Map.of("Accept-Language", ";"))) {
            access(given().headers(header), operation).statusCode(401).header("WWW-Authenticate", is("Bearer"))
                    .body("code", equalTo("missing-token"));
            access(given().header("Authorization", "Bearer nonsense").headers(header), operation).statusCode(401)
                    .body("code", equalTo("invalid-token"));
            access(client(wrong).headers(header), operation).statusCode(403).body("code", equalTo("forbidden"));
        }
    }

    /** A request with a body and a parameter that no operation accepts. */
    private static ValidatableResponse access(RequestSpecification request, String operation) {
        var parts = operation.split(" ");
        var path = parts[1].replace("{id}", MISSING_CASE).replace("{branch}", "NAVY");
        if (!Set.of("GET", "DELETE").contains(parts[0])) request.body("<nonsense".getBytes(StandardCharsets.UTF_8));
        return request.queryParam("nonsense", "1").request(parts[0], path).then();
    }

    static Stream<String> guarded() { return Surface.guarded().stream(); }

    @Test
    void publicOperationsNeedNoToken() {
        Surface.PUBLIC.forEach(operation -> Surface.call(given(), operation, MISSING_CASE).then().statusCode(200));
    }

    /** Without these headers a browser hides the answer from pages of other origins. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/applications", "/v1/eligibility-checks", "/v1/flow"})
    void noAnswerAllowsAnotherOrigin(String path) {
        for (var method : new String[] {"OPTIONS", "GET", "POST"}) {
            var answer = given().header("Origin", "https://portal.example")
                    .header("Access-Control-Request-Method", "POST")
                    .header("Access-Control-Request-Headers", "authorization").request(method, path);
            var allowing = answer.headers().asList().stream().map(header -> header.getName().toLowerCase())
                    .filter(name -> name.startsWith("access-control-")).toList();
            assertEquals(List.of(), allowing, method + " " + path);
        }
    }

    private static RequestSpecification client(String role) {
        return switch (role) {
            case "embassy" -> Cases.embassy();
            case "recruiting-centre" -> Cases.centre();
            default -> Cases.as(Map.of("client", "surface-" + role, "role", role));
        };
    }

    /** The operations of the served document, and whether they need a token. */
    private static TreeMap<String, Boolean> documented() throws Exception {
        var document = new ObjectMapper().readTree(given().get("/openapi?format=json").asString());
        var operations = new TreeMap<String, Boolean>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            if (operation.getValue().has("responses")) {
                operations.put(operation.getKey().toUpperCase() + " " + path.getKey(),
                        operation.getValue().path("security").size() > 0);
            }
        }));
        return operations;
    }
}
