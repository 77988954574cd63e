package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.RealParts;

/** {@code OPTIONS}, {@code Allow} and 405 name exactly the methods of each path. */
@QuarkusTest
@WithTestResource(RealParts.class)
class AllowedMethodsTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE");

    @ParameterizedTest
    @MethodSource("paths")
    void optionsNameTheMethodsOfThePath(String path, Set<String> methods) {
        given().options(path).then().statusCode(200).header("Allow", String.join(", ", methods));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void otherMethodIsRefusedWithThoseOfThePath(String path, Set<String> methods) {
        for (var method : METHODS) {
            var answer = given().request(method, path).then();
            if (methods.contains(method)) {
                answer.statusCode(not(is(405)));
            } else {
                answer.statusCode(405).header("Allow", String.join(", ", methods));
                if (!method.equals("HEAD")) answer.body("code", equalTo("method-not-allowed"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/openapi.json", "/openapi.yaml", "/openapi.yml"})
    void documentIsReadOnly(String path) {
        given().options(path).then().statusCode(200).header("Allow", "GET, HEAD, OPTIONS");
        given().head(path).then().statusCode(200);
        for (var method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE")) {
            given().request(method, path).then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS")
                    .body("code", equalTo("method-not-allowed"));
        }
    }

    static Stream<Arguments> paths() {
        var paths = new TreeMap<String, Set<String>>();
        for (var operation : Surface.deployed()) {
            var parts = operation.split(" ");
            var methods = paths.computeIfAbsent(parts[1], path -> new TreeSet<>(Set.of("OPTIONS")));
            methods.add(parts[0]);
            if (parts[0].equals("GET")) methods.add("HEAD");
        }
        assertTrue(paths.size() > 15);
        return paths.entrySet().stream().map(path -> Arguments.of(path.getKey()
                .replace("{id}", UUID.randomUUID().toString()).replace("{branch}", "GROUND_FORCES"), path.getValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/nothing", "/v2/applications", "/v1/applications/a/b", "/.well-known",
            "/q/health",
            "/v1/applications/7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11/steps/1"})
    void unknownPathHasNoOptions(String path) {
        given().options(path).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void unknownMethodIsRefused() throws Exception {
        for (var method : List.of("get", "FIND", "CASE")) {
            var answer = RawHttp.exchange("127.0.0.1",
                    method + " /v1/flow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 405 ") && answer.toLowerCase().contains("allow: get, head, options"),
                    answer);
        }
    }
}
