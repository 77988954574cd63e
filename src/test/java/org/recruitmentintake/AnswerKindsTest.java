package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;

import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** One answer of each kind: the native executable contains its records and resources only if they are registered. */
@QuarkusTest
@WithTestResource(RealParts.class)
class AnswerKindsTest {

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Test
    void conditionsAreInTheRequestedLanguage() {
        given().header("Accept-Language", "en").get("/v1/conditions?on=2024-03-01").then().statusCode(200)
                .body("id", hasItems("lawful-presence", "no-conviction", "age"))
                .body("citations.flatten().act", everyItem(notNullValue()));
        given().header("Accept-Language", "uk").get("/v1/conditions").then().statusCode(200)
                .body("text", everyItem(matchesPattern("(?s).*[а-яіїєґ].*")));
    }

    @Test
    void flowEmbassiesAndKeysAreServed() {
        given().get("/v1/flow").then().statusCode(200).body("steps.size()", is(7)).body("transitions.size()",
                greaterThan(10));
        given().get("/v1/embassies").then().statusCode(200).body("id", hasItem("ca-ottawa"));
        given().get("/.well-known/jwks.json").then().statusCode(200).body("keys.kty", hasItem("EC"))
                .body("keys.d", everyItem(is((Object) null)));
        given().get("/openapi?format=json").then().statusCode(200).body("openapi", is("3.1.0"))
                .body("paths.keySet()", hasItem("/v1/applications"));
    }

    @Test
    void preCheckFindsAnApplicantWhoIsTooYoung() {
        given().contentType("application/json")
                .body("{\"route\":\"IN_COUNTRY\",\"branch\":\"NATIONAL_GUARD\",\"applicant\":{\"birthDate\":\"2010-01-01\"}}")
                .post("/v1/eligibility-checks").then().statusCode(200)
                .body("routes[0].decision.findings.find { it.condition == 'age' }.verdict", is("UNMET"));
    }

    @Test
    void everyRefusalIsAProblem() {
        problem(given().get("/v1/applications"), 401, "missing-token");
        problem(given().header("Authorization", "Bearer nonsense").get("/v1/applications"), 401, "invalid-token");
        problem(portal().get("/v1/applications/" + UUID.randomUUID()), 404, "not-found");
        problem(portal().delete("/v1/applications/" + UUID.randomUUID()), 403, "forbidden");
        problem(portal().put("/v1/applications"), 405, "method-not-allowed");
        problem(portal().accept("image/png").get("/v1/applications/" + UUID.randomUUID()), 406, "not-acceptable");
        problem(keyed().contentType("text/plain").body("x").post("/v1/applications"), 415, "unsupported-media-type");
        problem(keyed().contentType("application/json").body("{").post("/v1/applications"), 400, "malformed-json");
        problem(keyed().contentType("application/json").body(" ".repeat(70_000)).post("/v1/applications"), 413,
                "too-large");
        problem(portal().contentType("application/json").body(example("in-country").toString())
                .post("/v1/applications"), 400, "idempotency-key-missing");
        problem(given().get("/v1/conditions?on=1999-01-01"), 400, "invalid-parameter");
        problem(keyed().contentType("application/json").body("{\"route\":\"IN_COUNTRY\",\"shoe\":44}")
                .post("/v1/applications"), 400, "invalid-body").body("errors.pointer", hasItems("/shoe", "/applicant"));
    }

    /** PostgreSQL cannot store this character, so the service refuses it before it asks the database. */
    @Test
    void nulIsRefusedInEveryParameter() {
        for (var parameter : List.of("embassy", "cursor", "state", "branch", "limit")) {
            problem(reviewer().urlEncodingEnabled(false).get("/v1/applications?" + parameter + "=pl%00"), 400,
                    "invalid-parameter").body("errors.parameter", hasItems(parameter));
        }
        problem(reviewer().urlEncodingEnabled(false).get("/v1/applications/%00"), 404, "not-found");
        problem(given().urlEncodingEnabled(false).get("/v1/conditions?on=%00"), 400, "invalid-parameter");
    }

    @Test
    void refusalIsInUkrainian() {
        given().header("Accept-Language", "uk").get("/nothing").then().statusCode(404)
                .body("title", matchesPattern("(?s).*[а-яіїєґ].*"));
    }

    @Test
    void replayListAndPreconditionsAreAnswered() {
        var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
        reviewer().get("/v1/applications/" + id + "/replay?on=2026-02-01").then().statusCode(200);
        reviewer().get("/v1/applications?limit=1").then().statusCode(200);
        problem(centre().contentType("application/merge-patch+json").body("{\"preferredUnit\":\"X\"}")
                .patch("/v1/applications/" + id), 428, "precondition-required");
        problem(centre().contentType("application/merge-patch+json").header("If-Match", "\"99\"")
                .body("{\"preferredUnit\":\"X\"}").patch("/v1/applications/" + id), 412, "stale");
    }

    @Test
    void metricsHoldNothingPersonal() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        portal().get("/v1/applications/" + id).then().statusCode(200);
        given().get(metrics).then().statusCode(200).body(containsString("intake_citations_unverified"))
                .body(containsString("http_server_requests_seconds_count"))
                .body(containsString("intake_applications_total{state=\"IN_PROGRESS\"}"))
                .body(containsString("intake_findings_total{condition=\"no-conviction\",verdict=\"UNKNOWN\"}"))
                .body(not(containsString(id)))
                .body(not(containsString("portal-one")));
    }

    @Test
    void metricsDoNotRevealDuplicates() {
        var application = Cases.declared();
        post(portal(), application).statusCode(201);
        post(portal(), application).statusCode(201);
        var valid = example("in-country");
        post(centre(), valid).statusCode(201).body("state", is("ACCEPTED"));
        post(centre(), valid).statusCode(201).body("state", is("IN_REVIEW"));
        given().get(metrics).then().statusCode(200).body(not(containsString("possible-duplicate")))
                .body(not(containsString("special-check")));
    }

    @Test
    void caseIsCountedOncePerState() {
        var accepted = counted("ACCEPTED");
        var forwarded = counted("FORWARDED");
        var application = example("in-country").toString();
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            centre().header("Idempotency-Key", key).contentType("application/json").body(application)
                    .post("/v1/applications").then().statusCode(201);
        }
        assertEquals(accepted + 1, counted("ACCEPTED"));
        await().until(() -> counted("FORWARDED") > forwarded);
    }

    private double counted(String state) {
        return given().get(metrics).then().statusCode(200).extract().asString().lines()
                .filter(line -> line.startsWith("intake_applications_total{state=\"" + state + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ')))).sum();
    }

    private static RequestSpecification keyed() {
        return portal().header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static ValidatableResponse problem(Response answer, int status, String code) {
        return answer.then().statusCode(status).contentType("application/problem+json").body("code", is(code))
                .body("title", notNullValue());
    }
}
