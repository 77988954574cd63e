package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.reviewer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.Contract;
import org.recruitmentintake.RealParts;

/** For each rule that a schema cannot state: a request that the schema allows and the service refuses. */
@QuarkusTest
@WithTestResource(RealParts.class)
class RulesBeyondTheSchemasTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String POST = "POST /v1/applications";
    private static final String PATCH = "PATCH /v1/applications/{id}";
    private static final String STEPS = "POST /v1/applications/{id}/steps";
    /** A cursor of a list from another database. */
    private static final String OTHER_DATABASE = "AAAAAAAAAAEAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAE";
    private static final String EVIDENCE = "POST /v1/applications/{id}/evidence";
    private static final String RESOLUTIONS = "POST /v1/applications/{id}/resolutions";

    /** A request, and the pointer and code of its fault. */
    record Rule(String code, String pointer, String operation, Supplier<RequestSpecification> client, String body) {

        @Override
        public String toString() { return code + " at " + pointer; }
    }

    private static Rule posted(String code, String pointer, Supplier<RequestSpecification> client, String example,
            String at, Object value) {
        return new Rule(code, pointer, POST, client, changed(Cases.example(example), at, value).toString());
    }

    /** The body with another value at this pointer; null removes the member. */
    private static JsonNode changed(ObjectNode body, String at, Object value) {
        var cut = at.lastIndexOf('/');
        var parent = (ObjectNode) body.at(at.substring(0, cut));
        if (value == null) {
            parent.remove(at.substring(cut + 1));
        } else {
            parent.set(at.substring(cut + 1), JSON.valueToTree(value));
        }
        return body;
    }

    static List<Rule> rules() {
        return List.of(
                posted("control-character", "/applicant/name", Cases::portal, "embassy",
                        "/applicant/name", "Test\u202EBeta"),
                posted("invalid-moment", "/consents/verification/at", Cases::portal, "embassy",
                        "/consents/verification/at", "2016-12-31T23:59:60Z"),
                posted("not-your-embassy", "/embassy", Cases::embassy, "embassy", "/embassy", "ge-tbilisi"),
                posted("unknown-embassy", "/embassy", Cases::portal, "embassy", "/embassy",
                        "xx-nowhere"),
                new Rule("not-your-route", "/route", POST, Cases::embassy, declared("in-country").toString()),
                new Rule("not-your-branch", "/branch", POST, Cases::centre,
                        declared("in-country").put("branch", "SPECIAL_OPERATIONS").toString()),
                new Rule("not-for-your-role", "hasMatch", "GET /v1/applications?hasMatch=true", Cases::embassy, null),
                posted("not-yours-to-attest", "/attested", Cases::portal, "in-country",
                        "/attested", List.of("FITNESS")),
                posted("attested-not-stated", "/attested", Cases::centre, "in-country", "/statement/fitness", null),
                new Rule("begin-anew", "changedSince", "GET /v1/applications?changedSince=" + OTHER_DATABASE,
                        Cases::portal, null),
                posted("channel-closed", "/firstContact", Cases::portal, "embassy", "/embassy",
                        "dz-algiers"),
                new Rule("fixed", "/route", PATCH, Cases::portal, "{\"route\":\"IN_COUNTRY\"}"),
                posted("unknown-country", "/applicant/citizenships/0", Cases::portal, "embassy",
                        "/applicant/citizenships", List.of("ZZ")),
                posted("withdrawn-country", "/applicant/citizenships/0", Cases::portal,
                        "embassy", "/applicant/citizenships", List.of("SU")),
                posted("in-the-future", "/applicant/birthDate", Cases::portal, "embassy",
                        "/applicant/birthDate", "2999-01-01"),
                posted("implausible-date", "/applicant/birthDate", Cases::portal, "embassy",
                        "/applicant/birthDate", "1899-12-31"),
                posted("no-letter-or-digit", "/applicant/document/number", Cases::portal,
                        "embassy", "/applicant/document/number", "--"),
                posted("consent-needed", "/consents/dataProcessing/given", Cases::portal,
                        "embassy", "/consents/dataProcessing/given", false),
                posted("contradiction", "/applicant/citizenships", Cases::portal, "embassy",
                        "/applicant/stateless", true),
                new Rule("already-there", "/embassy", "POST /v1/applications/{id}/transfer", Cases::embassy,
                        "{\"embassy\":\"ca-ottawa\"}"),
                new Rule("before-first-contact", "/on", STEPS, Cases::embassy,
                        "{\"step\":\"DOCUMENTS\",\"on\":\"2026-01-01\"}"),
                new Rule("not-attestable", "/pieces/0/evidence", EVIDENCE, Cases::embassy,
                        "{\"pieces\":[{\"evidence\":\"BRANCH\"}]}"),
                new Rule("required", "/pieces/0/convictions", EVIDENCE, Cases::embassy,
                        "{\"pieces\":[{\"evidence\":\"CONVICTIONS\"}]}"),
                new Rule("duplicate-value", "/pieces/1/evidence", EVIDENCE, Cases::embassy,
                        "{\"pieces\":[{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"},"
                                + "{\"evidence\":\"FITNESS\",\"fitness\":\"UNFIT\"}]}"),
                new Rule("evidence-mismatch", "/pieces/0", EVIDENCE, Cases::embassy,
                        "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"fitness\":\"FIT\"}]}"),
                new Rule("unknown-condition", "/rulings/0/condition", RESOLUTIONS, Cases::reviewer,
                        "{\"rulings\":[{\"condition\":\"height\",\"ruling\":\"REFUSE\",\"reason\":\"CONDITION_NOT_MET\"}]}"),
                new Rule("not-a-reason-for-this", "/rulings/0/reason", RESOLUTIONS, Cases::reviewer,
                        "{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"AGE_ACCEPTED\"}]}"),
                new Rule("not-open-to-this-ruling", "/rulings/0/ruling", RESOLUTIONS, Cases::reviewer,
                        "{\"rulings\":[{\"condition\":\"age\",\"ruling\":\"SATISFIED\",\"reason\":\"AGE_ACCEPTED\"}]}"),
                new Rule("attested-by-yourself", "/rulings/0/ruling", RESOLUTIONS, Cases::reviewer,
                        "{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}]}"));
    }

    @Test
    void everyRuleOfTheTableHasARequest() {
        var tried = new TreeSet<String>();
        rules().forEach(rule -> tried.add(rule.code()));
        assertEquals(ApiDocument.committed().rulesBeyondTheSchemas(), tried);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void validRequestIsRefusedByTheRule(Rule rule) throws Exception {
        var id = rule.operation().contains("{id}") ? Cases.post(portal(), declared("embassy")).statusCode(201).extract()
                .<String>path("id") : "";
        if (rule.code().equals("before-first-contact")) {
            Cases.event(embassy(), id, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"2026-02-01\"}").statusCode(200);
        }
        var spent = "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}]}";
        if (rule.code().equals("not-a-reason-for-this")) {
            Cases.event(embassy(), id, "evidence", spent).statusCode(200);
        }
        if (rule.code().equals("attested-by-yourself")) {
            Cases.event(reviewer(), id, "evidence", spent).statusCode(200);
        }
        assertSchemaAllows(rule);
        var answer = sent(rule, id);
        assertEquals(400, answer.statusCode(), answer.asString());
        List<Map<String, String>> errors = answer.path("errors");
        assertTrue(errors.stream().anyMatch(error -> rule.code().equals(error.get("code")) && rule.pointer().equals(
                error.getOrDefault("pointer", error.get("parameter")))), errors.toString());
        assertEquals(1, errors.size(), errors.toString());
    }

    private static Response sent(Rule rule, String id) {
        var method = rule.operation().split(" ")[0];
        var path = rule.operation().split(" ")[1].replace("{id}", id);
        var given = rule.client().get();
        if (rule.body() == null) return given.request(method, path);
        given.contentType(method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .body(rule.body());
        return (id.isEmpty() ? given.header("Idempotency-Key", UUID.randomUUID().toString())
                : given.header("If-Match", reviewer().get("/v1/applications/" + id).header("ETag")))
                .request(method, path);
    }

    private static void assertSchemaAllows(Rule rule) throws Exception {
        if (rule.body() == null) return;
        var contract = new Contract(given().get("/openapi?format=json").asString());
        var document = new ApiDocument(contract.document());
        var faults = new ArrayList<String>();
        document.operations().get(rule.operation()).requestBody().path("content").fields().forEachRemaining(content -> {
            try {
                faults.addAll(contract.faults(content.getValue().path("schema").path("$ref").asText().substring(1),
                        JSON.readTree(rule.body())));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        });
        assertEquals(List.of(), faults);
    }

    private static ObjectNode declared(String example) {
        var application = Cases.example(example);
        application.remove("attested");
        return application;
    }
}
