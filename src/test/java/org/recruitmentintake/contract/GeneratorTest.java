package org.recruitmentintake.contract;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.Contract;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.eligibility.facts.Branch;

/**
 * Calls all operations with valid and invalid requests of the document: {@code -Dcontract.requests=N} requests (by
 * default 1,000), reproducible by {@code -Dcontract.seed}. The contract filter checks each answer.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class GeneratorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(Long.getLong("contract.seed", 20_260_101L));
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final List<String> breaches = new ArrayList<>();

    private ApiDocument document;
    private Bodies bodies;

    @Test
    void generatedRequestsAreAnsweredAsDocumented() throws Exception {
        var contract = new Contract(given().get("/openapi?format=json").asString());
        document = new ApiDocument(contract.document());
        bodies = new Bodies(contract, random);
        var operations = List.copyOf(document.operations().values());
        for (var route : List.of("embassy", "in-country", "embassy")) {
            ids.add(Cases.post(Cases.portal(), declared(route)).statusCode(201).extract().path("id"));
        }
        int requests = Integer.getInteger("contract.requests", 1000);
        for (int i = 0; i < requests; i++) {
            var operation = operations.get(i % operations.size());
            try {
                ask(operation);
            } catch (AssertionError breach) {
                breaches.add(operation.name() + ": " + breach.getMessage());
            }
        }
        assertEquals(List.of(), breaches, statuses.toString());
        // Random requests find no next step, no finding to decide and no dead message. All other operations succeed.
        operations.stream().filter(
                operation -> requests >= 1000 && !operation.name().matches(".*/(steps|resolutions|resubmission)"))
                .forEach(operation -> assertTrue(statuses.keySet().stream().anyMatch(key -> key.startsWith(
                        operation.name() + " valid 2")), operation.name() + " never succeeded: " + statuses));
    }

    private void ask(ApiDocument.Operation operation) throws Exception {
        var method = operation.method();
        var path = operation.path();
        var given = caller(operation);
        var query = new StringBuilder();
        operation.parameters("query").forEach(name -> {
            if (random.nextInt(3) == 0 || Set.of("from", "to").contains(name)) {
                query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(value(name));
            }
        });
        var id = ids.get(random.nextInt(ids.size()));
        if (path.contains("{id}") && random.nextInt(8) == 0) {
            id = random.nextBoolean() ? UUID.randomUUID().toString() : "no-id";
        }
        var branch = random.nextInt(4) == 0 ? "NO_BRANCH"
                : Branch.values()[random.nextInt(Branch.values().length)].name();
        var address = path.replace("{id}", id).replace("{branch}", branch) + query;
        if (path.equals("/v1/applications") && method.equals("POST")) {
            given.header("Idempotency-Key", UUID.randomUUID().toString());
        }
        var types = operation.requestBody().path("content").fieldNames();
        if (!types.hasNext()) {
            // Operations that end a case get a case of their own, so that undecided cases remain.
            var endsCase = !address.contains("no-id") && (method.equals("DELETE") || path.endsWith("/withdrawal"));
            if (endsCase) {
                address = path.replace("{id}", Cases.post(Cases.portal(), declared("in-country")).extract().path("id"));
            }
            check(method + " " + path, given.request(method, address), null, false);
            return;
        }
        var type = types.next();
        var content = operation.requestBody().path("content").path(type);
        var pointer = operation.pointer() + "/requestBody/content/" + type.replace("/", "~1") + "/schema";
        var valid = random.nextInt(5) < 3;
        var examples = document.examples(content).values().iterator();
        // Few generated bodies keep the rules beyond the schema; the examples do.
        var body = !valid ? bodies.invalid(pointer)
                : random.nextInt(3) == 0 ? examples.next() : bodies.valid(pointer);
        if (path.contains("{id}")) {
            var tag = Cases.reviewer().get("/v1/applications/" + id).header("ETag");
            given.header("If-Match", tag == null || random.nextInt(10) == 0 ? "\"77\"" : tag);
        }
        var answer = given.contentType(type).body(JSON.writeValueAsBytes(body)).request(method, address);
        // The body is not read if the id is malformed.
        check(method + " " + path, answer, address.contains("no-id") && answer.statusCode() == 404 ? null : body,
                valid);
    }

    private void check(String name, Response response, JsonNode body, boolean valid) {
        var status = response.statusCode();
        statuses.merge(name + (body != null && !valid ? " invalid " : " valid ") + status, 1, Integer::sum);
        if (status >= 500) {
            throw new AssertionError("answered " + status);
        }
        if (body == null) {
            return;
        }
        // A patch is checked after it is merged into the case, so another refusal may come first.
        if (!valid && (name.startsWith("PATCH") ? status < 400 : status != 400)) {
            throw new AssertionError("an invalid body was answered with " + status + ": " + body);
        }
        if (valid && status == 400) {
            if (!response.path("code").equals("invalid-body")) return;
            List<Map<String, String>> errors = response.path("errors");
            var codes = errors.stream().filter(error -> !isBeyondTheSchemas(name, error))
                    .map(error -> error.get("code")).toList();
            if (!codes.isEmpty()) {
                throw new AssertionError("a valid body was refused as " + response.path("errors") + ": " + body);
            }
        }
        if (valid && status == 201 && response.path("state").equals("IN_PROGRESS")) {
            ids.add(response.path("id"));
        }
    }

    /**
     * A required member may be missing after the merge of a patch, or be the one that a kind of evidence asks for; each
     * kind of evidence and each condition is named once.
     */
    private boolean isBeyondTheSchemas(String name, Map<String, String> error) {
        var pointer = error.get("pointer");
        return switch (error.get("code")) {
            case "required" -> name.startsWith("PATCH")
                    || name.endsWith("/evidence") && pointer.matches("/pieces/\\d+/[a-zA-Z]+");
            case "duplicate-value" -> pointer.matches("/pieces/\\d+/evidence|/rulings/\\d+/condition");
            default -> document.rulesBeyondTheSchemas().contains(error.get("code"));
        };
    }

    private RequestSpecification caller(ApiDocument.Operation operation) {
        var roles = List.copyOf(operation.roles());
        if (roles.isEmpty()) {
            return given();
        }
        return switch (roles.get(random.nextInt(roles.size()))) {
            case "portal" -> Cases.portal();
            case "embassy" -> Cases.embassy();
            case "recruiting-centre" -> Cases.centre();
            case "reviewer" -> Cases.reviewer();
            case "privacy" -> Cases.as("dpo", "privacy");
            default -> Cases.as("ops", "operator");
        };
    }

    private String value(String parameter) {
        var values = switch (parameter) {
            case "on" -> List.of("2016-06-10", "2024-02-21", "2016-06-09", "2999-01-01", "2026-02-30", "yesterday");
            case "from" -> List.of("2026-01-01", "2026-02-01");
            case "to" -> List.of("2026-02-28", "2026-03-31", "2031-01-01");
            case "limit" -> List.of("1", "200", "0", "201", "many");
            case "attention", "refusalProposed", "hasMatch" -> List.of("true", "false");
            case "state" -> List.of("IN_PROGRESS", "DEAD", "NOWHERE");
            case "branch" -> List.of("NATIONAL_GUARD", "NAVY");
            case "embassy" -> List.of("ca-ottawa", "x".repeat(61));
            default -> List.of("x", "A".repeat(32), "A".repeat(101));
        };
        return values.get(random.nextInt(values.size()));
    }

    private static ObjectNode declared(String example) {
        var application = Cases.example(example);
        application.remove("attested");
        return application;
    }
}
