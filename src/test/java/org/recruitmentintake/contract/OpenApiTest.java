package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.Contract;
import org.recruitmentintake.RealParts;

/** The OpenAPI document is served as it is written, and its examples show what the service really answers. */
@QuarkusTest
@WithTestResource(RealParts.class)
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void servedDocumentIsTheFile() throws IOException {
        var committed = Committed.yaml(Committed.OPENAPI);
        var json = given().get("/openapi?format=json").then().statusCode(200).extract();
        assertEquals(committed, JSON.readTree(json.asByteArray()));
        var yaml = given().get("/openapi").then().statusCode(200).extract();
        assertEquals(committed, Committed.yaml(yaml.asByteArray()));
    }

    /** A refusal needs no example: the table of problems describes it. */
    @Test
    void everyBodyHasASchemaAndAnExample() {
        var document = ApiDocument.committed();
        var missing = new ArrayList<String>();
        document.operations().forEach((name, operation) -> {
            var bodies = new TreeMap<String, JsonNode>();
            operation.requestBody().path("content").forEach(content -> bodies.put("request", content));
            operation.responses().forEach((status, response) -> response.path("content")
                    .forEach(content -> bodies.put(status.toString(), content)));
            bodies.forEach((which, content) -> {
                var refusal = !which.equals("request") && Integer.parseInt(which) >= 400;
                if (!refusal && document.examples(content).isEmpty())
                    missing.add(name + " " + which + " has no example");
                if (!content.has("schema")) missing.add(name + " " + which + " has no schema");
            });
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void everyExampleIsValidUnderItsSchema() throws IOException {
        var document = ApiDocument.committed();
        var contract = new Contract(JSON.writeValueAsString(document.root()));
        var faults = new ArrayList<String>();
        document.operations().forEach((name, operation) -> {
            addFaults(document, contract, operation.requestBody(), faults);
            operation.responses().forEach((status, response) -> addFaults(document, contract, response, faults));
        });
        assertEquals(List.of(), faults);
    }

    private static void addFaults(ApiDocument document, Contract contract, JsonNode body, List<String> faults) {
        body.path("content").forEach(content -> document.examples(content).forEach((name, value) -> {
            var schema = content.path("schema");
            var elements = schema.path("type").asText().equals("array");
            var pointer = (elements ? schema.path("items") : schema).path("$ref").asText().substring(1);
            (elements ? value : List.of(value)).forEach(one -> contract.faults(pointer, one)
                    .forEach(fault -> faults.add(name + ": " + fault)));
        }));
    }

    @Test
    void examplesOfApplicationsAreThoseOfTheDocs() throws IOException {
        var examples = Committed.yaml(Committed.OPENAPI).path("components").path("examples");
        for (var example : Map.of("embassy", "embassyRoute", "in-country", "inCountry").entrySet()) {
            assertEquals(JSON.readTree(Path.of("docs/examples", example.getKey() + ".json").toFile()),
                    examples.path("ApplicationRequest." + example.getValue()).path("value"));
        }
    }

    /** ContractFilter checks the other direction. */
    @Test
    void memberOfAnExampleIsAlsoInAnAnswer() throws IOException {
        var answers = new TreeMap<String, String>();
        var posted = post(portal(), Cases.example("embassy")).statusCode(201).extract();
        var id = posted.path("id").toString();
        answers.put("Application.posted", posted.asString());
        event(embassy(), id, "steps", "{\"step\":\"FIRST_CONTACT\",\"on\":\"2026-02-01\"}").statusCode(200);
        event(embassy(), id, "evidence", "{\"pieces\":[{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}]}")
                .statusCode(200);
        answers.put("Application.forAReviewer", event(reviewer(), id, "resolutions",
                "{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}]}")
                .statusCode(200).extract().asString());
        portal().contentType("application/merge-patch+json")
                .header("If-Match", portal().get("/v1/applications/" + id).header("ETag"))
                .body(example("ApplicationPatch").toString()).patch("/v1/applications/" + id).then().statusCode(200);
        answers.put("Replay", ok(reviewer(), "/v1/applications/" + id + "/replay?on=2023-06-01"));
        portal().post("/v1/applications/" + id + "/withdrawal").then().statusCode(200);
        answers.put("Journal", ok(reviewer(), "/v1/applications/" + id + "/journal"));
        answers.put("JournalVerification", ok(reviewer(), "/v1/applications/" + id + "/journal/verification"));
        answers.put("ApplicationPage", ok(embassy(), "/v1/applications?limit=1&state=WITHDRAWN"));
        answers.put("EligibilityCheck", given().contentType("application/json")
                .body(example("EligibilityCheckRequest").toString()).post("/v1/eligibility-checks").then()
                .statusCode(200).extract().asString());
        for (var example : Map.of("Conditions", "/v1/conditions", "Flow", "/v1/flow", "Embassies", "/v1/embassies",
                "Languages", "/v1/languages", "Labels", "/v1/labels", "JwkSet", "/.well-known/jwks.json").entrySet()) {
            answers.put(example.getKey(), ok(given(), example.getValue()));
        }
        var invented = new TreeMap<String, Set<String>>();
        for (var answer : answers.entrySet()) {
            var shown = pointers(example(answer.getKey()), "", new TreeSet<>());
            shown.removeAll(pointers(JSON.readTree(answer.getValue()), "", new TreeSet<>()));
            if (!shown.isEmpty()) invented.put(answer.getKey(), shown);
        }
        assertEquals(Map.of(), invented, "members of examples that no answer has");
    }

    private static String ok(RequestSpecification client, String path) {
        return client.get(path).then().statusCode(200).extract().asString();
    }

    private static JsonNode example(String name) {
        return ApiDocument.committed().root().path("components").path("examples").path(name).path("value");
    }

    /** The pointers of all members. All elements of a list have one pointer, since examples show only some of them. */
    private static Set<String> pointers(JsonNode value, String at, Set<String> pointers) {
        value.fields().forEachRemaining(member -> {
            pointers.add(at + "/" + member.getKey());
            pointers(member.getValue(), at + "/" + member.getKey(), pointers);
        });
        if (value.isArray()) {
            value.forEach(element -> pointers(element, at + "/*", pointers));
        }
        return pointers;
    }
}
