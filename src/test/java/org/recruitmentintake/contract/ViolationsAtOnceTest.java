package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.reviewer;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/** One answer lists all faults of a body: a member of a wrong type does not hide the faults of other members. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ViolationsAtOnceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyFaultOfAnApplicationIsReportedAtOnce() {
        var form = Cases.example("embassy");
        form.put("embassy", "xx-nowhere").put("shoe", 44).put("preferredUnit", "\u202e").putArray("attested")
                .add("FITNESS");
        var applicant = (ObjectNode) form.get("applicant");
        applicant.remove("name");
        applicant.put("birthDate", "2999-01-01").put("stateless", "yes").putArray("citizenships").add("ZZ");
        applicant.set("document", json("{'country':'CA','number':'--','validUntil':'1850-01-01'}"));
        form.set("statement", json("{'presence':{'validUntil':'1850-01-01'},'convictions':'MANY',"
                + "'enlistmentRequestSigned':'2010-01-01'}"));
        form.set("consents", json("{'dataProcessing':{'given':false,'at':'2015-01-01T00:00:00Z'},"
                + "'verification':{'at':'2999-01-01T00:00:00Z'},'polygraph':{'given':true,'at':'today'}}"));
        assertRefused(post(portal(), form), "/applicant/birthDate in-the-future",
                "/applicant/citizenships/0 unknown-country", "/applicant/document/kind required",
                "/applicant/document/number no-letter-or-digit", "/applicant/document/validUntil implausible-date",
                "/applicant/name required", "/applicant/stateless wrong-type", "/attested not-yours-to-attest",
                "/consents/dataProcessing/at implausible-date", "/consents/dataProcessing/given consent-needed",
                "/consents/polygraph/at invalid-moment", "/consents/verification/at in-the-future",
                "/consents/verification/given required", "/embassy unknown-embassy", "/preferredUnit control-character",
                "/shoe unknown-field", "/statement/convictions unknown-value",
                "/statement/enlistmentRequestSigned implausible-date",
                "/statement/presence/basis required", "/statement/presence/validUntil implausible-date");
    }

    @Test
    void faultsOfTheClientsBindingAreReportedAtOnce() {
        var abroad = Cases.example("embassy").put("embassy", "ge-tbilisi");
        ((ObjectNode) abroad.get("applicant")).remove("name");
        abroad.putArray("attested").add("FITNESS");
        assertRefused(post(embassy(), abroad), "/applicant/name required", "/attested not-yours-to-attest",
                "/embassy not-your-embassy");
        var inCountry = Cases.example("in-country").put("branch", "SPECIAL_OPERATIONS").put("embassy", "ca-ottawa");
        ((ObjectNode) inCountry.get("applicant")).put("email", "nonsense");
        assertRefused(post(centre(), inCountry), "/applicant/email bad-format", "/attested not-yours-to-attest",
                "/branch not-your-branch", "/embassy not-on-this-route");
        inCountry.put("rankCategory", "KING").remove(List.of("attested", "embassy"));
        assertRefused(post(embassy(), inCountry), "/applicant/email bad-format", "/rankCategory unknown-value",
                "/route not-your-route");
    }

    @Test
    void memberOfAWrongFormIsNotReportedAsMissing() {
        var form = Cases.example("embassy");
        form.put("embassy", 5);
        assertRefused(post(portal(), form), "/embassy wrong-type");
        form.put("embassy", "No Such Form");
        assertRefused(post(portal(), form), "/embassy bad-format");
        form.put("route", "BY_SEA").remove("embassy");
        assertRefused(post(portal(), form), "/route unknown-value");
        form.remove("route");
        assertRefused(post(portal(), form), "/route required");
        form.put("route", "EMBASSY");
        assertRefused(post(portal(), form), "/embassy required");
        form.set("applicant", json("[]"));
        assertRefused(post(portal(), form), "/applicant wrong-type", "/embassy required");
    }

    @Test
    void violationThatFollowsFromAnotherIsNotReported() {
        assertRefused(
                event(reviewer(), "evidence", "{'pieces':[{'evidence':'IDENTITY','identity':{'kind':'TRAVEL_PASSPORT',"
                        + "'country':'CA','stateless':'yes'}},{'evidence':'IDENTITY','identity':{'kind':'NATIONAL_ID',"
                        + "'country':'CA','citizenships':5}}]}"),
                "/pieces/0/identity/stateless wrong-type",
                "/pieces/1/evidence duplicate-value", "/pieces/1/identity/citizenships wrong-type");
        var form = Cases.example("embassy");
        form.set("specialities", json("[1,2]"));
        form.set("attested", json("['NOTHING','NOWHERE']"));
        var applicant = (ObjectNode) form.get("applicant");
        applicant.put("name", " ".repeat(300)).put("stateless", true).set("citizenships", json("[5,6]"));
        assertRefused(post(portal(), form), "/applicant/citizenships/0 wrong-type",
                "/applicant/citizenships/1 wrong-type",
                "/applicant/name required", "/attested/0 unknown-value", "/attested/1 unknown-value",
                "/specialities/0 wrong-type", "/specialities/1 wrong-type");
        applicant.set("citizenships", json("['CA','CA',5,6]"));
        assertRefused(post(portal(), form), "/applicant/citizenships duplicate-value",
                "/applicant/citizenships/2 wrong-type", "/applicant/citizenships/3 wrong-type",
                "/applicant/name required", "/attested/0 unknown-value", "/attested/1 unknown-value",
                "/specialities/0 wrong-type", "/specialities/1 wrong-type");
        var unknown = Cases.example("embassy").put("embassy", "xx-nowhere");
        unknown.set("attested", json("['CONVICTIONS']"));
        assertRefused(post(embassy(), unknown), "/embassy unknown-embassy");
    }

    @Test
    void everyFaultOfAPreCheckIsReportedAtOnce() {
        var answer = given().contentType("application/json").body(json("{'route':'IN_COUNTRY','branch':'NAVY',"
                + "'statement':{'presence':{'validUntil':'1850-01-01'},'enlistmentRequestSigned':'2999-01-01'}}")
                .toString()).post("/v1/eligibility-checks");
        assertRefused(answer, "/branch unknown-value", "/statement/enlistmentRequestSigned in-the-future",
                "/statement/presence/validUntil implausible-date");
    }

    @Test
    void everyFaultOfAPatchIsReportedAtOnce() {
        String id = Cases.post(portal(), Cases.example("embassy")).statusCode(201).extract().path("id");
        var answer = portal().contentType("application/merge-patch+json").header("If-Match", "*")
                .body(json("{'route':'IN_COUNTRY','attested':['FITNESS'],'preferredUnit':'\u202e',"
                        + "'applicant':{'name':3,'birthDate':'2999-01-01'},'statement':{'convictions':'MANY'}}")
                        .toString().getBytes(UTF_8))
                .patch("/v1/applications/" + id);
        assertRefused(answer, "/applicant/birthDate in-the-future", "/applicant/name wrong-type",
                "/attested not-yours-to-attest", "/preferredUnit control-character", "/route fixed",
                "/statement/convictions unknown-value");
    }

    @Test
    void limitOfALongTextIsThatOfItsMember() {
        var form = Cases.example("embassy").put("shoe", 44);
        ((ObjectNode) form.get("applicant")).put("name", "n".repeat(2_000));
        var answer = post(portal(), form);
        assertRefused(answer, "/applicant/name too-long", "/shoe unknown-field");
        assertTrue(answer.asString().contains("200"), answer.asString());
    }

    @Test
    void everyFaultOfAStepIsReportedAtOnce() {
        assertRefused(event(embassy(), "steps", "{'step':'VISA','on':'2999-01-01'}"), "/on in-the-future",
                "/visa required");
        assertRefused(event(embassy(), "steps", "{'step':'INTERVIEW','on':'2026-13-01','visa':'ISSUED'}"),
                "/on invalid-date", "/visa not-for-this-step");
        assertRefused(event(embassy(), "steps", "{'on':'2010-01-01','visa':'ISSUED'}"), "/on implausible-date",
                "/step required");
    }

    @Test
    void everyFaultOfEvidenceIsReportedAtOnce() {
        assertRefused(event(reviewer(), "evidence", "{'pieces':[{'evidence':'IDENTITY','identity':{'country':'ZZ',"
                + "'validUntil':'1850-01-01'}},{'evidence':'BRANCH','birthDate':'2999-01-01','shoe':44},"
                + "{'evidence':'FITNESS','fitness':'MAYBE'},{'evidence':'CONVICTIONS'},"
                + "{'evidence':'CONVICTIONS','fitness':'FIT'}]}"), "/pieces/0/identity/citizenships contradiction",
                "/pieces/0/identity/country unknown-country", "/pieces/0/identity/kind required",
                "/pieces/0/identity/validUntil implausible-date", "/pieces/1/birthDate in-the-future",
                "/pieces/1/evidence not-attestable", "/pieces/1/shoe unknown-field", "/pieces/2/fitness unknown-value",
                "/pieces/3/convictions required", "/pieces/4 evidence-mismatch", "/pieces/4/evidence duplicate-value");
    }

    @Test
    void everyFaultOfAResolutionIsReportedAtOnce() {
        assertRefused(event(reviewer(), "resolutions", "{'rulings':[{'condition':'height','ruling':'MAYBE',"
                + "'reason':'AGE_ACCEPTED'},{'condition':'age','ruling':'SATISFIED','reason':'CONVICTION_NO_OBSTACLE'},"
                + "{'condition':'age','reason':'AGE_ACCEPTED','shoe':44}]}"),
                "/rulings/0/condition unknown-condition", "/rulings/0/ruling unknown-value",
                "/rulings/1/reason not-a-reason-for-this", "/rulings/2/condition duplicate-value",
                "/rulings/2/ruling required", "/rulings/2/shoe unknown-field");
    }

    private static Response post(RequestSpecification client, ObjectNode form) {
        return client.contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .body(form.toString()).post("/v1/applications");
    }

    private static Response event(RequestSpecification client, String kind, String body) {
        String id = Cases.post(portal(), Cases.example("embassy")).statusCode(201).extract().path("id");
        return client.contentType("application/json").header("If-Match", "\"1\"").body(json(body).toString())
                .post("/v1/applications/" + id + "/" + kind);
    }

    private static void assertRefused(Response answer, String... violations) {
        assertEquals(400, answer.statusCode(), answer.asString());
        assertEquals("invalid-body", answer.path("code"));
        assertEquals(List.of(violations), answer.path("errors.collect { it.pointer + ' ' + it.code }"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
