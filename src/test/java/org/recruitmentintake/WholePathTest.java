package org.recruitmentintake;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;
import static org.recruitmentintake.Waiting.await;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main path, end to end, on a real database and broker. */
@QuarkusTest
@WithTestResource(RealParts.class)
class WholePathTest {

    @Test
    void attestedCaseReachesTheQueueInOneRequest() {
        var id = post(centre(), example("in-country")).statusCode(201).body("state", is("ACCEPTED"))
                .body("forwarding", is("PENDING"))
                .body("nextSteps", empty()).body("decision.findings", empty())
                .body("decision.passed.conditions.flatten()", hasItems("lawful-presence", "no-conviction"))
                .header("ETag", is("\"1-en\""))
                .extract().path("id").toString();
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("FORWARDED"))
                        .body("forwarding", is("SENT")));
    }

    /** A document valid until 9999-12-31 has no expiry, so its next day causes no evaluation. */
    @Test
    void documentUntilTheLastPossibleDayIsAccepted() {
        var application = Cases.declared();
        ((ObjectNode) application.at("/applicant")).remove("birthDate");
        ((ObjectNode) application.at("/applicant/document")).put("validUntil", "9999-12-31");
        ((ObjectNode) application.at("/statement/presence")).put("validUntil", "9999-12-31");
        post(portal(), application).statusCode(201).body("state", is("IN_PROGRESS"));
    }

    @Test
    void caseOfAPortalNamesItsMissingEvidence() {
        post(portal(), Cases.declared()).statusCode(201).body("state", is("IN_PROGRESS"))
                .body("decision.findings.find { it.condition == 'lawful-presence' }.reason", is("presence-not-seen"))
                .body("nextSteps.id",
                        hasItems("EVIDENCE_IDENTITY", "EVIDENCE_PRESENCE", "EVIDENCE_CONVICTIONS", "EVIDENCE_FITNESS"))
                .body("nextSteps.find { it.id == 'EVIDENCE_CONVICTIONS' }.who",
                        containsInAnyOrder("RECRUITING_CENTRE", "REVIEWER"))
                .body("decision.findings.find { it.condition == 'no-conviction' }.missing",
                        is(List.of("CONVICTIONS")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embassy", "in-country"})
    void answerToAPortalIsUnderThreeKilobytes(String kind) {
        var application = example(kind);
        application.remove("attested");
        String id = post(portal(), application).statusCode(201).extract().path("id");
        for (var language : List.of("en", "es", "fr", "pt", "uk")) {
            var answer = portal().header("Accept-Language", language).get("/v1/applications/" + id).asByteArray();
            assertTrue(answer.length < 3000, language + " " + answer.length);
        }
    }

    @Test
    void embassyCaseReachesTheQueueStepByStep() {
        var id = post(portal(), example("embassy")).statusCode(201).body("state", is("IN_PROGRESS"))
                .body(Cases.passed("lawful-presence"), is("DEFERRED")).extract().path("id").toString();
        step(id, "FIRST_CONTACT", null).statusCode(200);
        step(id, "DOCUMENTS", null).statusCode(200);
        event(embassy(), id, "steps", "{\"step\":\"ENLISTMENT_REQUEST\",\"on\":\"2026-02-01\"}").statusCode(409)
                .body("code", is("transition-not-allowed"))
                .body("allowedSteps", containsInAnyOrder("INTERVIEW", "VISA"));
        step(id, "VISA", "WAIVED").statusCode(200);
        step(id, "INTERVIEW", null).statusCode(200);
        step(id, "ENLISTMENT_REQUEST", null).statusCode(200).body("state", is("IN_PROGRESS"));
        centre().get("/v1/applications/" + id).then().statusCode(404);
        event(embassy(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}").statusCode(200)
                .body("state", is("CLEARED_FOR_TRAVEL"));
        step(id, "TRAVEL_INSTRUCTIONS", null).statusCode(200);
        event(centre(), id, "steps", "{\"step\":\"ARRIVAL\",\"on\":\"2026-02-03\"}").statusCode(200)
                .body("state", is("CLEARED_FOR_TRAVEL"))
                .body("decision.gate", is("HAND_OVER"));
        event(centre(), id, "evidence",
                "{\"evidence\":\"PRESENCE\",\"presence\":{\"basis\":\"ENTRY_STAMP\",\"validUntil\":\"2034-01-31\"}}")
                .statusCode(200);
        event(centre(), id, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}").statusCode(200);
        event(centre(), id, "evidence", "{\"evidence\":\"BIRTH_DATE\",\"birthDate\":\"1994-02-28\"}").statusCode(200);
        event(centre(), id, "evidence",
                "{\"evidence\":\"IDENTITY\",\"identity\":{\"citizenships\":[\"CA\"],\"kind\":\"TRAVEL_PASSPORT\",\"country\":\"CA\",\"validUntil\":\"2034-05-16\"}}")
                .statusCode(200).body("state", is("ACCEPTED"));
        await().untilAsserted(
                () -> portal().get("/v1/applications/" + id).then().statusCode(200).body("state", is("FORWARDED")));
        Cases.assertIntact(id);
        reviewer().get("/v1/applications/" + id + "/journal").then().statusCode(200)
                .body("entries.action",
                        hasItems("SUBMITTED", "STEP_RECORDED", "EVIDENCE_RECORDED", "READ", "FORWARDED"));
    }

    @Test
    void waitingMessageIsSentWhenTheBrokerIsBack() {
        RealParts.broker().stop();
        String id;
        try {
            id = post(centre(), example("in-country")).statusCode(201).body("forwarding", equalTo("PENDING")).extract()
                    .path("id").toString();
        } finally {
            RealParts.broker().start();
        }
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().body("forwarding", is("SENT")));
    }

    @Test
    void caseOfAnotherClientLooksMissing() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        var missing = Cases.as("portal-two", "portal").get("/v1/applications/7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11")
                .then().statusCode(404).extract().asString();
        Cases.as("portal-two", "portal").get("/v1/applications/" + id).then().statusCode(404).body(equalTo(missing));
        portal().get("/v1/applications/" + id).then().statusCode(200).body("dossier", is((Object) null));
        centre().get("/v1/applications/" + id).then().statusCode(200).body("dossier.applicant.name", is("Test Alpha"));
    }

    @Test
    void changedFactLosesItsAttestation() {
        var application = example("in-country");
        application.remove("attested");
        application.putArray("attested").add("IDENTITY").add("BIRTH_DATE").add("PRESENCE").add("CONVICTIONS");
        var posted = post(centre(), application).statusCode(201).body("state", is("IN_PROGRESS"));
        var id = posted.extract().path("id").toString();
        centre().contentType("application/merge-patch+json").header("If-Match", "\"1\"")
                .body("{\"statement\":{\"convictions\":\"SPENT\"},\"preferredUnit\":null}")
                .patch("/v1/applications/" + id).then().statusCode(200)
                .body("decision.findings.find { it.condition == 'no-conviction' }.verdict", is("UNKNOWN"))
                .body(Cases.passed("lawful-presence"), is("MET"))
                .body("dossier.preferredUnit", is((Object) null)).header("ETag", is("\"2-en\""));
        centre().contentType("application/merge-patch+json").header("If-Match", "\"1\"")
                .body("{\"preferredUnit\":\"X\"}")
                .patch("/v1/applications/" + id).then().statusCode(412).body("code", is("stale"));
    }

    @Test
    void secondValidCaseOfADocumentWaitsForAReviewer() {
        var application = example("in-country");
        var first = post(centre(), application).statusCode(201).body("state", is("ACCEPTED")).extract().path("id")
                .toString();
        var id = post(centre(), application).statusCode(201).body("state", is("IN_REVIEW"))
                .body("text", is("Waiting for a reviewer, who decides.")).body("decision.outcome", is("PASS"))
                .body("nextSteps.id", is(List.of("DECISION")))
                .body("decision.findings.condition", not(hasItem("possible-duplicate"))).extract().path("id")
                .toString();
        centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("IN_REVIEW"))
                .body("otherCases", is((Object) null)).header("ETag", is("\"1-en\""));
        reviewer().get("/v1/applications/" + id).then().statusCode(200).body("state", is("IN_REVIEW"))
                .body("otherCases.id", is(List.of(first))).body("otherCases[0].match", is(true))
                .body("decision.outcome", is("REVIEW")).header("ETag", startsWith("\"1-en-"));
        event(reviewer(), id, "resolutions",
                "{\"condition\":\"possible-duplicate\",\"ruling\":\"SATISFIED\",\"reason\":\"NOT_THE_SAME_CASE\"}")
                .statusCode(200).body("state", is("ACCEPTED")).body("otherCases[0].match", is(false));
    }

    @Test
    void sameKeyGivesTheSameAnswerAndNoSecondCase() {
        var body = example("in-country").toString();
        var key = "key-" + UUID.randomUUID();
        var first = centre().contentType("application/json").header("Idempotency-Key", key).body(body)
                .post("/v1/applications").then().statusCode(201).extract();
        var second = centre().contentType("application/json").header("Idempotency-Key", key).body(body)
                .post("/v1/applications").then().statusCode(201).extract();
        assertEquals(first.asString(), second.asString());
        assertEquals(first.header("Location"), second.header("Location"));
        centre().contentType("application/json").header("Idempotency-Key", key).body(example("in-country").toString())
                .post("/v1/applications").then()
                .statusCode(422).body("code", is("idempotency-key-reused"));
    }

    @Test
    void erasedCaseShowsNothingPersonal() {
        var application = Cases.declared();
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200).body("state", is("WITHDRAWN"));
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200).body("state", is("WITHDRAWN"));
        post(portal(), application).statusCode(201);
        Cases.as("dpo", "privacy").delete("/v1/applications/" + id).then().statusCode(204);
        portal().get("/v1/applications/" + id).then().statusCode(200).body("state", is("ERASED"));
        Cases.as("dpo", "privacy").get("/v1/applications/" + id + "/journal").then().statusCode(200)
                .body("entries.action", hasItems("SUBMITTED", "WITHDRAWN", "ERASED")).body("entries", hasSize(3))
                .body("entries[0].at", notNullValue());
        centre().get("/v1/applications/" + id).then().statusCode(200).body("state", is("ERASED"))
                .body("dossier", is((Object) null)).body(not(containsString("Test Alpha")));
    }

    @Test
    void revokedConsentErasesTheCase() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        portal().contentType("application/merge-patch+json").header("If-Match", "\"1\"")
                .body("{\"consents\":{\"dataProcessing\":{\"given\":false}}}").patch("/v1/applications/" + id).then()
                .statusCode(200).body("state", is("ERASED"));
        centre().get("/v1/applications/" + id).then().statusCode(200).body("dossier", is((Object) null));
    }

    private static ValidatableResponse step(String id, String step, String visa) {
        return event(embassy(), id, "steps",
                "{\"step\":\"" + step + "\",\"on\":\"2026-02-01\"" + (visa == null ? "" : ",\"visa\":\"" + visa + "\"")
                        + "}");
    }
}
