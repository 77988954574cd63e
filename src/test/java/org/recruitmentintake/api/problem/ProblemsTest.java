package org.recruitmentintake.api.problem;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.RealParts;

/** Each refusal is a problem with a stable code, and does not quote the request. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ProblemsTest {

    @Inject
    MeterRegistry metrics;

    private static final String ID = "/probe/forms/0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1";

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "GET,    /nothing,                       -,                404, not-found",
            "GET,    /probe/nothing,                 -,                404, not-found",
            "GET,    /probe/forms/no-id,             -,                404, not-found",
            "GET,    /probe/forms/no-id?limit=3,     -,                404, not-found",
            "DELETE, /probe/forms,                   -,                405, method-not-allowed",
            "POST,   /probe/forms,                   text/xml,         415, unsupported-media-type",
            "POST,   /probe/forms,                   nonsense,         415, unsupported-media-type",
            "GET,    /probe/caller,                  -,                401, missing-token",
            "GET,    /probe/unannotated,             -,                401, missing-token",
            "GET,    /probe/failures/bug,            -,                500, internal-error",
            "GET,    /probe/failures/constraint,     -,                500, internal-error",
            "GET,    /probe/returns-nothing,         -,                500, internal-error",
            "GET,    /probe/failures/database-away,  -,                503, unavailable",
            "GET,    /probe/failures/pool-empty,     -,                503, unavailable",
            "GET,    /probe/failures/conflict,       -,                409, transition-not-allowed"})
    void everyRefusalIsAProblem(String method, String path, String contentType, int status, String code) {
        var given = contentType == null ? given() : given().header("Content-Type", contentType);

        isProblem(given.request(method, path).then(), status, code);
    }

    @Test
    void unknownMediaTypeOfAnAnswerIsNotAcceptable() {
        isProblem(given().accept("image/png").get("/probe/text").then(), 406, "not-acceptable");
        isProblem(given().accept(";;").get("/probe/text").then(), 406, "not-acceptable");
    }

    @Test
    void refusedMethodNamesTheAllowedMethods() {
        given().delete("/probe/forms").then().header("Allow", "OPTIONS, PATCH, POST");
        given().put(ID).then().header("Allow", "GET, HEAD, OPTIONS");
    }

    @Test
    void missingAndWrongTokensHaveDifferentCodes() {
        isProblem(given().get("/probe/caller").then().header("WWW-Authenticate", "Bearer"), 401, "missing-token");
        isProblem(given().header("Authorization", "Bearer nonsense").get("/probe/caller").then()
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\""), 401, "invalid-token");
    }

    @ParameterizedTest
    @CsvSource({
            "on=yesterday,             on,     invalid-date",
            "on=2026-02-30,            on,     invalid-date",
            "limit=many,               limit,  bad-format",
            "limit=99999999999,        limit,  bad-format",
            "limit=0&on=2026-01-01,    limit,  out-of-range",
            "colour=GREEN&limit=3,     colour, unknown-value"})
    void invalidParameterIsNamed(String query, String parameter, String code) {
        isProblem(given().get(ID + "?" + query).then(), 400, "invalid-parameter")
                .body("errors", hasSize(1)).body("errors[0].parameter", equalTo(parameter))
                .body("errors[0].code", equalTo(code));
    }

    @Test
    void problemHasTheHeadersAndMembersOfItsKind() {
        given().get("/probe/failures/conflict").then().header("Retry-After", "7")
                .body("state", equalTo("REFUSED")).body("allowed", contains("WITHDRAW"))
                .body("extensions", nullValue());
        given().get("/probe/failures/database-away").then().header("Retry-After", "5");
    }

    @Test
    void missingDatabaseIsA503WithRetryAfter() {
        RealParts.database().stop();
        try {
            // The first requests get connections that the pool has kept, the later ones get none.
            for (int i = 0; i < 4; i++) {
                isProblem(given().get("/probe/database").then().header("Retry-After", "5"), 503, "unavailable");
                isProblem(readMissingCase(), 503, "unavailable");
            }
        } finally {
            RealParts.database().start();
        }
        await().untilAsserted(() -> {
            given().get("/probe/database").then().statusCode(200);
            isProblem(readMissingCase(), 404, "not-found");
        });
    }

    private static ValidatableResponse readMissingCase() {
        return given().header("Authorization", "Bearer " + RealParts.token("reviewer", "reviewer"))
                .get("/v1/applications/0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1").then();
    }

    @Test
    void titleIsInTheRequestedLanguage() {
        given().header("Accept-Language", "uk-UA, en;q=0.5").get("/nothing").then()
                .header("Content-Language", "uk").body("title", equalTo("Тут немає нічого, що ви можете бачити."));
        given().header("Accept-Language", "la").get("/nothing").then()
                .header("Content-Language", "en").body("title", equalTo("There is nothing here that you can see."));
    }

    @Test
    void failureIsLoggedWithoutItsMessage() {
        var log = new Log();
        var traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (log) {
            given().header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01").get("/probe/failures/bug").then()
                    .statusCode(500);
            given().get("/probe/failures/database-away").then().statusCode(503);
        }
        assertEquals(traceId, log.records.get(0).getMdc("traceId"));
        var text = log.records.toString() + log.messages();
        assertTrue(text.contains("java.lang.IllegalStateException") && text.contains("ProbeResource.fail"), text);
        assertTrue(text.contains("SQLSTATE 08006"), text);
        assertFalse(text.contains("Olena") || text.contains("ZZ123456"), text);
        assertTrue(log.records.stream().allMatch(record -> record.getThrown() == null),
                "a throwable would print its message");
    }

    @Test
    void refusedClientIsCountedAndLogged() {
        var log = new Log();
        var before = refused();
        try (log) {
            given().get("/probe/caller").then().statusCode(401);
            given().header("Authorization", "Bearer nonsense").get("/probe/caller").then().statusCode(401);
            given().header("Authorization", "Bearer " + RealParts.token("ops forged line", "operator"))
                    .get("/probe/caller").then().statusCode(403);
            readMissingCase().statusCode(404);
            given().get("/nothing/Olena").then().statusCode(404);
            given().delete("/probe/forms").then().statusCode(405);
        }
        assertEquals(List.of("Refused: missing-token, client unknown", "Refused: invalid-token, reason malformed",
                "Refused: forbidden, client ops?forged?line", "Refused: not-found, client reviewer",
                "Refused: not-found, client unknown"), log.messages());
        var counted = new TreeMap<>(refused());
        counted.replaceAll((code, times) -> times - before.get(code));
        counted.values().removeIf(times -> times == 0);
        assertEquals(Map.of("missing-token", 1.0, "invalid-token", 1.0, "forbidden", 1.0, "not-found", 2.0,
                "method-not-allowed", 1.0), counted);
    }

    private Map<String, Double> refused() {
        return metrics.find("intake.refused").counters().stream()
                .collect(toMap(counter -> counter.getId().getTag("code"), Counter::count));
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status, String code) {
        var text = response.extract().asString();
        assertFalse(text.contains("Olena") || text.contains("Exception") || text.contains("yesterday"), text);
        return response.statusCode(status).contentType("application/problem+json").header("Content-Language", "en")
                .body("status", equalTo(status)).body("code", equalTo(code))
                .body("type", equalTo("urn:recruitment-intake:problem:" + code));
    }

    /** Collects the log records of the service, with their trace ids. */
    private static final class Log extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("org.recruitmentintake");
        private final List<ExtLogRecord> records = Collections.synchronizedList(new ArrayList<>());

        Log() { logger.addHandler(this); }

        @Override
        public void publish(LogRecord entry) {
            var record = ExtLogRecord.wrap(entry);
            record.copyMdc();
            records.add(record);
        }

        List<String> messages() { return records.stream().map(ExtLogRecord::getFormattedMessage).toList(); }

        @Override
        public void flush() {}

        @Override
        public void close() { logger.removeHandler(this); }
    }
}
