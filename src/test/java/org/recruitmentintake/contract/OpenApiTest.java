package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.embassy;
import static org.recruitmentintake.Cases.event;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Cases.reviewer;

import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.Contract;
import org.recruitmentintake.RealParts;

/** The committed OpenAPI document is the served one, is complete, and shows what the service really answers. */
@QuarkusTest
@WithTestResource(RealParts.class)
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @Test
    void theServedDocumentIsTheCommittedOne() throws IOException {
        Committed.holds(Committed.OPENAPI, given().get("/openapi").then().statusCode(200).extract().asString());
    }

    @Test
    void everyOperationIsDescribedAndEveryBodyHasAnExample() throws IOException {
        var missing = new ArrayList<String>();
        operations(Committed.yaml(Committed.OPENAPI)).forEach((name, operation) -> {
            for (var member : List.of("operationId", "summary", "description", "tags", "security")) {
                if (!operation.has(member)) missing.add(name + " has no " + member);
            }
            operation.path("parameters").forEach(parameter -> {
                if (!parameter.has("$ref") && !parameter.has("description")) {
                    missing.add(name + ": parameter " + parameter.path("name").asText() + " without a description");
                }
            });
            var bodies = new TreeMap<String, JsonNode>();
            operation.path("requestBody").path("content").fields()
                    .forEachRemaining(content -> bodies.put("request", content.getValue()));
            operation.path("responses").fields().forEachRemaining(response -> response.getValue().path("content")
                    .fields().forEachRemaining(content -> bodies.put(response.getKey(), content.getValue())));
            bodies.forEach((which, content) -> {
                if (content.path("examples").isEmpty()) missing.add(name + " " + which + " has no example");
                if (!content.has("schema")) missing.add(name + " " + which + " has no schema");
            });
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void everyExampleIsValidUnderItsSchema() throws IOException {
        var document = Committed.yaml(Committed.OPENAPI);
        var contract = new Contract(JSON.writeValueAsString(document));
        var faults = new ArrayList<String>();
        document.path("paths").fieldNames().forEachRemaining(path -> document.path("paths").path(path).fieldNames()
                .forEachRemaining(method -> {
                    var place = "/paths/" + path.replace("/", "~1") + "/" + method;
                    var operation = document.at(place);
                    examples(contract, place + "/requestBody", operation.path("requestBody"), faults);
                    operation.path("responses").fieldNames().forEachRemaining(status -> examples(contract,
                            place + "/responses/" + status, operation.path("responses").path(status), faults));
                }));
        assertEquals(List.of(), faults);
    }

    private static void examples(Contract contract, String place, JsonNode body, List<String> faults) {
        body.path("content").fieldNames().forEachRemaining(type -> {
            var at = place + "/content/" + type.replace("/", "~1");
            contract.document().at(at).path("examples").fieldNames().forEachRemaining(name -> {
                var value = contract.document().path("components").path("examples").path(name).path("value");
                assertTrue(!value.isMissingNode(), name + " is no example");
                contract.faults(at + "/schema", value).forEach(fault -> faults.add(name + ": " + fault));
            });
        });
    }

    @Test
    void theExamplesOfRequestsAreThoseOfTheDocs() throws IOException {
        var examples = Committed.yaml(Committed.OPENAPI).path("components").path("examples");
        for (var name : List.of("embassy", "in-country")) {
            assertEquals(JSON.readTree(Path.of("docs/examples", name + ".json").toFile()),
                    examples.path("postApplication.request." + name).path("value"));
        }
    }

    /** Everything that can be answered is asked for once; what comes is, but for ids and times, what the document shows. */
    @Test
    void theExamplesOfAnswersAreWhatTheServiceAnswers() throws IOException {
        var answers = new TreeMap<String, String>();
        var application = Cases.example("embassy");
        var posted = post(portal(), application).statusCode(201).extract();
        var id = posted.path("id").toString();
        answers.put("postApplication.answer.embassy", posted.asString());
        answers.put("recordStep.answer", event(embassy(), id, "steps",
                "{\"step\":\"FIRST_CONTACT\",\"on\":\"2026-02-01\"}").statusCode(200).extract().asString());
        answers.put("recordEvidence.answer", event(embassy(), id, "evidence",
                "{\"evidence\":\"CONVICTIONS\",\"convictions\":\"SPENT\"}").statusCode(200).extract().asString());
        answers.put("getApplication.answer",
                embassy().get("/v1/applications/" + id).then().statusCode(200).extract().asString());
        answers.put("resolveFinding.answer", event(reviewer(), id, "resolutions",
                "{\"condition\":\"no-conviction\",\"ruling\":\"SATISFIED\",\"reason\":\"CONVICTION_NO_OBSTACLE\"}")
                .statusCode(200).extract().asString());
        answers.put("amendApplication.answer", portal().contentType("application/merge-patch+json")
                .header("If-Match", portal().get("/v1/applications/" + id).header("ETag"))
                .body("{\"preferredUnit\":\"4th Example Brigade\",\"applicant\":{\"phone\":null}}")
                .patch("/v1/applications/" + id).then().statusCode(200).extract().asString());
        answers.put("replayApplication.answer", reviewer().get("/v1/applications/" + id + "/replay?on=2023-06-01")
                .then().statusCode(200).extract().asString());
        answers.put("withdrawApplication.answer", portal().post("/v1/applications/" + id + "/withdrawal").then()
                .statusCode(200).extract().asString());
        answers.put("getJournal.answer", reviewer().get("/v1/applications/" + id + "/journal").then()
                .statusCode(200).extract().asString());
        answers.put("verifyJournal.answer", reviewer().get("/v1/applications/" + id + "/journal/verification").then()
                .statusCode(200).extract().asString());
        answers.put("postApplication.answer.in-country",
                post(centre(), Cases.example("in-country")).statusCode(201).extract().asString());
        answers.put("listApplications.answer", embassy().get("/v1/applications?limit=1&state=WITHDRAWN").then()
                .statusCode(200).extract().asString());
        var examples = JSON.readTree(given().get("/openapi?format=json").asString()).path("components")
                .path("examples");
        answers.put("checkEligibility.answer", given().contentType("application/json")
                .body(examples.path("checkEligibility.request").path("value").toString())
                .post("/v1/eligibility-checks").then().statusCode(200).extract().asString());
        for (var open : Map.of("listConditions", "/v1/conditions", "getFlow", "/v1/flow", "listEmbassies",
                "/v1/embassies", "listLanguages", "/v1/languages", "listLabels", "/v1/labels", "getVerificationKeys",
                "/.well-known/jwks.json")
                .entrySet()) {
            answers.put(open.getKey() + ".answer",
                    given().get(open.getValue()).then().statusCode(200).extract().asString());
        }
        var shown = new TreeMap<String, Set<String>>();
        var real = new TreeMap<String, Set<String>>();
        for (var answer : answers.entrySet()) {
            var value = JSON.readTree(answer.getValue());
            if (Boolean.getBoolean("contract.rewrite")) {
                Files.createDirectories(Path.of("target/answers"));
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValue(Path.of("target/answers", answer.getKey() + ".json").toFile(), value);
            }
            real.put(answer.getKey(), shape(value, "", new TreeSet<>()));
            shown.put(answer.getKey(), shape(examples.path(answer.getKey()).path("value"), "", new TreeSet<>()));
        }
        assertEquals(real, shown, "the examples in META-INF/openapi.yaml; the real ones are in target/answers");
    }

    /** The places of all members; elements of a list count as one, since the examples show only some. */
    private static Set<String> shape(JsonNode value, String at, Set<String> places) {
        value.fields().forEachRemaining(member -> {
            places.add(at + "/" + member.getKey());
            shape(member.getValue(), at + "/" + member.getKey(), places);
        });
        if (value.isArray()) {
            value.forEach(element -> shape(element, at + "/*", places));
        }
        return places;
    }

    static Map<String, JsonNode> operations(JsonNode document) {
        var operations = new TreeMap<String, JsonNode>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            if (METHODS.contains(method.getKey())) {
                operations.put(method.getKey().toUpperCase() + " " + path.getKey(), method.getValue());
            }
        }));
        return operations;
    }
}
