package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.as;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** Smaller attacks, each described in a sentence. */
@QuarkusTest
@WithTestResource(RealParts.class)
class FurtherAttacksTest {

    /** Attack: an invented cursor makes the list fail. */
    @ParameterizedTest
    @ValueSource(strings = {"f_________9_____AAAAAAAAAAAAAAAAAAAAAA", "AAAA", "%00", "____________________________",
            "AAAAAAAAAAB_____AAAAAAAAAAAAAAAAAAAAAA=="})
    void forgedCursorIsAnInvalidParameter(String cursor) {
        reviewer().urlEncodingEnabled(false).get("/v1/applications?cursor=" + cursor).then().statusCode(400)
                .body("code", equalTo("invalid-parameter"));
        as("ops", "operator").urlEncodingEnabled(false).get("/v1/forwarding?cursor=" + cursor).then().statusCode(400)
                .body("code", equalTo("invalid-parameter"));
    }

    /** Attack: a centre attests evidence with the application, before the embassy has cleared the case. */
    @Test
    void centreCannotAttestAnUnclearedCase() {
        var application = example("embassy");
        application.putArray("attested").add("IDENTITY").add("CONVICTIONS");
        post(centre(), application).statusCode(400).body("errors.pointer", is(List.of("/attested")))
                .body("errors.code", is(List.of("not-yours-to-attest")));

        application.remove("attested");
        var id = post(centre(), application).statusCode(201).extract().path("id").toString();
        patch(centre(), id, "{\"attested\":[\"IDENTITY\"]}").then().statusCode(400)
                .body("errors.code", is(List.of("not-yours-to-attest")));
        event(centre(), id, "evidence", "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"NONE\"}").statusCode(403);
    }

    /** Attack: a portal learns from the faults of a patch what the applicant has stated. */
    @Test
    void patchIsJudgedByItsContentOnly() {
        var little = Cases.declared();
        ((ObjectNode) little.get("statement")).remove(List.of("presence", "polygraphGrounds", "selection"));
        ((ObjectNode) little.get("consents")).remove(List.of("polygraph", "verification"));
        var much = Cases.declared();
        ((ObjectNode) much.get("applicant")).put("stateless", true).putArray("citizenships");
        ((ObjectNode) much.at("/applicant/document")).put("kind", "STATELESS_PERSON_DOCUMENT");
        ((ObjectNode) much.get("statement")).putObject("polygraphGrounds").put("stateSecrets", true)
                .put("doubtfulData", false);
        ((ObjectNode) much.get("consents")).putObject("polygraph").put("given", true).put("at",
                "2026-01-01T10:00:00Z");
        var outcomes = new TreeSet<String>();
        for (var patch : List.of("{\"applicant\":{\"citizenships\":[\"CA\"]}}", "{\"applicant\":{\"citizenships\":[]}}",
                "{\"applicant\":{\"stateless\":true}}", "{\"applicant\":{\"stateless\":false}}",
                "{\"applicant\":{\"stateless\":null}}", "{\"applicant\":{\"citizenships\":null}}",
                "{\"statement\":{\"presence\":{\"validUntil\":\"2030-01-01\"}}}",
                "{\"statement\":{\"presence\":{\"basis\":null}}}", "{\"statement\":{\"presence\":{}}}",
                "{\"statement\":{\"presence\":null}}", "{\"statement\":{\"selection\":{\"physical\":true}}}",
                "{\"statement\":{\"polygraphGrounds\":{\"doubtfulData\":true}}}",
                "{\"consents\":{\"polygraph\":{\"given\":false}}}",
                "{\"consents\":{\"polygraph\":{\"at\":\"2026-01-01T10:00:00Z\"}}}",
                "{\"consents\":{\"verification\":{\"given\":true}}}", "{\"consents\":{\"verification\":null}}",
                "{\"statement\":null}", "{\"applicant\":{\"document\":{\"number\":\"T2\"}}}", "{\"attested\":[]}")) {
            var outcome = outcome(little, patch);
            assertEquals(outcome, outcome(much, patch), patch);
            outcomes.add(outcome);
        }
        assertTrue(outcomes.contains("accepted") && outcomes.size() > 2, outcomes.toString());
    }

    private static String outcome(ObjectNode application, String patch) {
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        var answer = patch(portal(), id, patch);
        return answer.statusCode() == 200 ? "accepted" : answer.statusCode() + answer.path("errors").toString();
    }

    /** Attack: a fixed field in a patch reveals the faults of the other route. */
    @ParameterizedTest
    @ValueSource(strings = {"in-country", "embassy"})
    void fixedFieldRevealsNothingOfTheOtherRoute(String stored) {
        var application = example(stored);
        application.remove("attested");
        var id = post(portal(), application).statusCode(201).extract().path("id").toString();
        var other = stored.equals("embassy") ? "IN_COUNTRY" : "EMBASSY";
        patch(portal(), id, "{\"route\":\"" + other + "\",\"embassy\":\"pl-warsaw\",\"firstContact\":\"PHONE\","
                + "\"applicant\":{\"name\":\"\"},\"surplus\":1}").then().statusCode(400)
                .body("errors.collect { it.pointer + ' ' + it.code }", is(List.of("/applicant/name required",
                        "/embassy fixed", "/route fixed", "/surplus unknown-field")));
    }

    /** Attack: a step is recorded so often that the case is too large to be read. */
    @Test
    void repeatedStepReplacesItsRecord() throws SQLException {
        var id = post(portal(), example("embassy")).statusCode(201).extract().path("id").toString();
        for (var step : List.of("FIRST_CONTACT", "DOCUMENTS")) {
            event(embassy(), id, "steps", "{\"step\":\"" + step + "\",\"on\":\"2026-02-01\"}").statusCode(200);
        }
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < 20; i++) {
            event(embassy(), id, "steps", "{\"step\":\"VISA\",\"on\":\"2026-02-01\",\"visa\":\"PENDING\"}")
                    .statusCode(200);
            sizes.add(Integer.parseInt(Owner.one("SELECT octet_length(dossier) FROM application WHERE id = ?", id)));
        }
        assertTrue(sizes.get(19) <= sizes.get(0) + 100, sizes.toString());
    }

    /** Attack: the Location of a new case contains the attacker's Host header. */
    @Test
    void locationIgnoresTheHostHeader() {
        var answer = portal().contentType("application/json").header("Host", "evil.example")
                .header("Idempotency-Key", UUID.randomUUID().toString()).body(Cases.declared().toString())
                .post("/v1/applications").then().statusCode(201).extract();
        assertEquals("/v1/applications/" + answer.path("id"), answer.header("Location"));
    }

    /** Attack: a clerk reads dossiers of people who withdrew or were refused long ago. */
    @Test
    void closedCaseShowsItsDeskNoDossier() {
        var id = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        centre().get("/v1/applications/" + id).then().statusCode(200).body("dossier", notNullValue());
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        for (var desk : List.of(centre(), reviewer())) {
            desk.get("/v1/applications/" + id).then().statusCode(200).body("state", is("WITHDRAWN"))
                    .body("dossier", nullValue());
        }

        var refused = post(portal(), Cases.declared()).statusCode(201).extract().path("id").toString();
        event(centre(), refused, "evidence", "{\"evidence\":\"FITNESS\",\"fitness\":\"UNFIT\"}").statusCode(200);
        event(reviewer(), refused, "resolutions",
                "{\"condition\":\"medical-fitness\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}")
                .statusCode(200).body("state", is("REFUSED"));
        centre().get("/v1/applications/" + refused).then().statusCode(200).body("dossier", nullValue())
                .body("decision.findings.condition", hasItem("medical-fitness"));
        reviewer().get("/v1/applications/" + refused).then().statusCode(200).body("dossier", notNullValue());
    }

    /** Attack: a client id that is not a string is converted to the id of another client. */
    @Test
    void clientIdThatIsNoStringIsAnInvalidToken() {
        for (var claim : List.of("azp", "client_id")) {
            for (var value : List.of(List.of("portal-one"), 7, true, Map.of("a", "b"), List.of())) {
                var claims = RealParts.claims("portal-one", List.of("portal"));
                claims.unsetClaim("azp");
                claims.setClaim(claim, value);
                given().header("Authorization", "Bearer " + RealParts.signed(claims))
                        .get("/v1/applications/7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11").then().statusCode(401)
                        .body("code", equalTo("invalid-token"));
            }
        }
    }

    /** Attack: text that takes seconds to normalise. BodyShapeTest checks the order, {@code BodyCost} the time. */
    @Test
    void textThatIsSlowToNormaliseHasOneFault() {
        var marks = "\u0316\u0301".repeat(15_000);
        var texts = Map.of("e" + marks, "control-character", marks, "control-character", "가".repeat(9_000), "too-long",
                "ﷺ".repeat(15_000), "too-long");
        texts.forEach((text, code) -> {
            var application = Cases.declared();
            ((ObjectNode) application.get("applicant")).put("name", text);
            ((ObjectNode) application.at("/applicant/document")).put("number", "T");
            post(portal(), application).statusCode(400).body("errors.pointer", is(List.of("/applicant/name")))
                    .body("errors.code", is(List.of(code)));
        });
        var application = Cases.declared();
        ((ObjectNode) application.get("applicant")).put("name", "e" + "\u0301".repeat(9));
        post(portal(), application).statusCode(400).body("errors.code", is(List.of("control-character")));
    }

    /** Attack: thousands of names with the same hash slow the parser down. {@code BodyCost} measures the time. */
    @Test
    void namesWithOneHashAreUnknownFieldsOnly() {
        var body = new StringBuilder("{\"route\":\"EMBASSY\"");
        for (int i = 0; i < 2_048; i++) {
            body.append(",\"");
            for (int bit = 0; bit < 11; bit++) body.append((i >> bit & 1) == 0 ? "AB" : "B!");
            body.append("\":1");
        }
        given().contentType("application/json").body(body + "}").post("/v1/eligibility-checks").then().statusCode(400)
                .body("code", is("invalid-body")).body("errors.code", not(hasItem("malformed-json")));
    }

    private static Response patch(RequestSpecification client, String id, String body) {
        return client.contentType("application/merge-patch+json").header("If-Match", "\"1\"").body(body)
                .patch("/v1/applications/" + id);
    }
}
