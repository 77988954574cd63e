package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.Cursor;

/** The parts of HTTP that clients use: keys, versions, pages, languages, traces, retries. */
@QuarkusTest
@WithTestResource(RealParts.class)
class HttpTest {

    private static final String MISSING_CASE = "/v1/applications/7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11";
    private static final int AT_ONCE = 50;

    @Test
    void fiftyEqualRequestsMakeOneApplication() throws Exception {
        // No other test uses this branch, so that the applications can be counted.
        var client = Map.of("client", "centre-idem", "role", "recruiting-centre", "branches",
                "STATE_SPECIAL_TRANSPORT");
        var before = count(client);
        var body = Cases.declared().put("branch", "STATE_SPECIAL_TRANSPORT").toString();
        var key = UUID.randomUUID().toString();
        var start = new CountDownLatch(1);
        var pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var all = new ArrayList<Callable<Response>>();
            for (int i = 0; i < AT_ONCE; i++) {
                var request = keyed(Cases.as(client), key).body(body);
                all.add(() -> {
                    start.await();
                    return request.post("/v1/applications");
                });
            }
            var answers = all.stream().map(pool::submit).toList();
            start.countDown();
            var texts = new HashSet<String>();
            var locations = new HashSet<String>();
            for (var answer : answers) {
                var response = answer.get(120, SECONDS);
                // A repeated request waits for the first one, but not for ever.
                if (response.statusCode() == 409) {
                    response.then().body("code", is("request-in-progress")).header("Retry-After", "2");
                } else if (response.statusCode() == 503) {
                    response.then().header("Retry-After", "5");
                } else {
                    assertEquals(201, response.statusCode());
                    texts.add(response.asString());
                    locations.add(response.header("Location"));
                }
            }
            assertEquals(1, texts.size());
            assertEquals(1, locations.size());
            keyed(Cases.as(client), key).body(body).post("/v1/applications").then().statusCode(201)
                    .body(equalTo(texts.iterator().next())).header("Location", locations.iterator().next())
                    .header("ETag", "\"1-en\"");
            assertEquals(before + 1, count(client));
        } finally {
            pool.shutdownNow();
        }
    }

    private static int count(Map<String, String> client) {
        return Cases.as(client).get("/v1/applications?limit=200").then().statusCode(200).extract().path("items.size()");
    }

    @Test
    void keyBelongsToItsClientAndItsBody() {
        var key = UUID.randomUUID().toString();
        var body = Cases.declared();
        var first = keyed(portal(), key).body(body.toString()).post("/v1/applications").then().statusCode(201);
        // Spaces do not make it another request.
        keyed(portal(), key).body(body.toPrettyString()).post("/v1/applications").then().statusCode(201)
                .body("id", is(first.extract().<String>path("id")));
        body.put("preferredUnit", "Another Brigade");
        keyed(portal(), key).body(body.toString()).post("/v1/applications").then().statusCode(422)
                .body("code", is("idempotency-key-reused"));
        var other = keyed(Cases.as("portal-two", "portal"), key).body(Cases.declared().toString())
                .post("/v1/applications").then().statusCode(201);
        assertTrue(!other.extract().<String>path("id").equals(first.extract().<String>path("id")));
    }

    @Test
    void missingOrShortKeyIsRefused() {
        portal().contentType("application/json").body(Cases.declared().toString()).post("/v1/applications").then()
                .statusCode(400).body("code", is("idempotency-key-missing"));
        keyed(portal(), "short").body(Cases.declared().toString()).post("/v1/applications").then().statusCode(400)
                .body("code", is("invalid-header")).body("errors[0].header", is("Idempotency-Key"));
    }

    @Test
    void keyOfErasedCaseCreatesNothing() {
        var key = UUID.randomUUID().toString();
        var body = Cases.declared().toString();
        var id = keyed(portal(), key).body(body).post("/v1/applications").then().statusCode(201).extract().path("id");
        Cases.as("dpo", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        keyed(portal(), key).body(body).post("/v1/applications").then().statusCode(404).body("code", is("not-found"));
    }

    @Test
    void changeNeedsTheCurrentVersion() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        patch(id, null).statusCode(428).body("code", is("precondition-required"));
        patch(id, "nonsense").statusCode(400).body("code", is("invalid-header")).body("errors[0].header",
                is("If-Match"));
        patch(id, "\"2\"").statusCode(412).body("code", is("stale"));
        patch(id, "\"1\"").statusCode(200).header("ETag", "\"2-en\"");
        patch(id, "\"1\"").statusCode(412);
        portal().get("/v1/applications/" + id).then().header("ETag", "\"2-en\"");
    }

    @Test
    void pagesAreCompleteWhileCasesArePosted() {
        var client = Map.of("client", "centre-pages", "role", "recruiting-centre", "branches", "DEFENCE_INTELLIGENCE");
        var posted = new HashSet<String>();
        for (int i = 0; i < 11; i++) posted.add(posted(client));
        var seen = new ArrayList<String>();
        String cursor = null;
        do {
            var page = Cases.as(client).get("/v1/applications?limit=3" + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200);
            List<String> ids = page.extract().path("items.id");
            assertTrue(ids.size() <= 3);
            seen.addAll(ids);
            // Another application is posted between two pages.
            if (seen.size() < 9) posted.add(posted(client));
            cursor = page.extract().path("next");
        } while (cursor != null);
        assertEquals(seen.size(), Set.copyOf(seen).size(), "no case is on two pages");
        assertTrue(seen.containsAll(posted), "no case is missing");
        Cases.as(client).get("/v1/applications?cursor=nonsense").then().statusCode(400)
                .body("errors[0].parameter", is("cursor"));
        // These cursors are well-formed, but PostgreSQL cannot store their times.
        for (var time : List.of(Instant.MIN, Instant.MAX.minusSeconds(1), Instant.ofEpochSecond(-1L << 45))) {
            Cases.as(client).get("/v1/applications?cursor=" + new Cursor(time, UUID.randomUUID()).text()).then()
                    .statusCode(400).body("errors[0].parameter", is("cursor"));
        }
    }

    private static String posted(Map<String, String> client) {
        return post(Cases.as(client), Cases.declared().put("branch", "DEFENCE_INTELLIGENCE")).statusCode(201).extract()
                .path("id");
    }

    @Test
    void textsAreInTheLanguageOfTheClient() {
        given().header("Accept-Language", "uk").get("/v1/conditions").then().statusCode(200)
                .header("Content-Language", "uk").body("find { it.id == 'age' }.text", containsString("вісімнадцят"));
        given().header("Accept-Language", "la, en;q=0.1").get("/v1/conditions").then().statusCode(200)
                .header("Content-Language", "en").body("find { it.id == 'age' }.text", containsString("eighteen"));
        portal().header("Accept-Language", "uk").get(MISSING_CASE).then().statusCode(404)
                .header("Content-Language", "uk")
                .body("title", equalTo("Тут немає нічого, що ви можете бачити."));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "PUT,    /v1/applications,        -,                405, method-not-allowed",
            "DELETE, /v1/conditions,          -,                405, method-not-allowed",
            "POST,   /v1/eligibility-checks,  text/plain,       415, unsupported-media-type",
            "POST,   /v1/eligibility-checks,  application/xml,  415, unsupported-media-type",
            "GET,    /v2/applications,        -,                404, not-found"})
    void routerErrorsAreProblems(String method, String path, String type, int status, String code) {
        var given = type == null ? given() : given().header("Content-Type", type).body("x");
        problem(given.request(method, path).then(), status, code);
    }

    @Test
    void refusedBodiesAndMediaTypesAreProblems() {
        problem(given().accept("application/xml").get("/v1/conditions").then(), 406, "not-acceptable");
        problem(given().contentType("application/json").body(" ".repeat(65_537)).post("/v1/eligibility-checks").then(),
                413, "too-large");
        problem(given().contentType("application/json").body("{\"route\":").post("/v1/eligibility-checks").then(), 400,
                "malformed-json");
        problem(portal().header("If-Match", "\"1\"").contentType("application/json").body("{}").patch(MISSING_CASE)
                .then(),
                415, "unsupported-media-type");
    }

    @Test
    void traceOfTheCallerIsInTheAnswer() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        given().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").get("/v1/flow").then()
                .header("traceparent", startsWith("00-" + trace + "-"));
        portal().header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01").get(MISSING_CASE).then().statusCode(404)
                .header("traceparent", startsWith("00-" + trace + "-"));
    }

    @Test
    void requestIsAcceptedOnceTheDatabaseIsBack() {
        var key = UUID.randomUUID().toString();
        var body = Cases.example("in-country").toString();
        RealParts.database().stop();
        try {
            problem(keyed(centre(), key).body(body).post("/v1/applications").then(), 503, "unavailable")
                    .header("Retry-After", "5");
            problem(reviewer().get("/v1/applications").then(), 503, "unavailable").header("Retry-After", "5");
            given().get("/v1/flow").then().statusCode(200);
        } finally {
            RealParts.database().start();
        }
        await().untilAsserted(
                () -> keyed(centre(), key).body(body).post("/v1/applications").then().statusCode(201));
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).contentType("application/problem+json").body("status", is(status))
                .body("code", is(code)).body("type", is("urn:recruitment-intake:problem:" + code));
    }

    private static ValidatableResponse patch(String id, String tag) {
        var given = portal().contentType("application/merge-patch+json").body("{\"preferredUnit\":\"Unit\"}");
        return (tag == null ? given : given.header("If-Match", tag)).patch("/v1/applications/" + id).then();
    }

    private static RequestSpecification keyed(RequestSpecification client, String key) {
        return client.contentType("application/json").header("Idempotency-Key", key);
    }
}
