package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Every operation of the service and its roles, written by hand instead of read from annotations. */
final class Surface {

    /** An id that no case has. */
    static final String MISSING_CASE = "7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11";

    /** All roles. */
    static final List<String> ROLES = List.of("portal", "embassy", "recruiting-centre", "reviewer", "privacy",
            "operator");

    /** Public, without a token. Keep the list short: each operation serves public data only. */
    static final Set<String> PUBLIC = Set.of(
            "POST /v1/eligibility-checks", "GET /v1/conditions", "GET /v1/flow", "GET /v1/embassies",
            "GET /v1/languages", "GET /v1/labels", "GET /.well-known/jwks.json");

    /** The operations that only these roles may call. */
    static final Map<String, Set<String>> PROTECTED = protectedOperations();

    // Read once, since this takes seconds.
    private static final Set<String> DEPLOYED = operationsOfResources();

    private Surface() {}

    private static Map<String, Set<String>> protectedOperations() {
        var operations = new LinkedHashMap<String, Set<String>>();
        operations.put("POST /v1/applications", Set.of("portal", "embassy", "recruiting-centre"));
        operations.put("GET /v1/applications", Set.of("portal", "embassy", "recruiting-centre", "reviewer"));
        operations.put("GET /v1/applications/{id}", Set.of("portal", "embassy", "recruiting-centre", "reviewer"));
        operations.put("PATCH /v1/applications/{id}", Set.of("portal", "embassy", "recruiting-centre"));
        operations.put("DELETE /v1/applications/{id}", Set.of("privacy"));
        operations.put("POST /v1/applications/{id}/withdrawal", Set.of("portal", "embassy", "recruiting-centre"));
        operations.put("POST /v1/applications/{id}/steps", Set.of("embassy", "recruiting-centre"));
        operations.put("POST /v1/applications/{id}/evidence", Set.of("embassy", "recruiting-centre", "reviewer"));
        operations.put("POST /v1/applications/{id}/resolutions", Set.of("reviewer"));
        operations.put("POST /v1/applications/{id}/transfer", Set.of("embassy"));
        operations.put("PUT /v1/applications/{id}/assignee", Set.of("reviewer"));
        operations.put("DELETE /v1/applications/{id}/assignee", Set.of("reviewer"));
        operations.put("POST /v1/applications/lookup", Set.of("privacy"));
        operations.put("GET /v1/applications/{id}/dossier", Set.of("privacy"));
        operations.put("GET /v1/readers", Set.of("privacy"));
        operations.put("GET /v1/applications/{id}/journal", Set.of("reviewer", "privacy"));
        operations.put("GET /v1/applications/{id}/journal/verification", Set.of("reviewer", "privacy"));
        operations.put("GET /v1/applications/{id}/replay", Set.of("reviewer"));
        operations.put("GET /v1/forwarding", Set.of("operator"));
        operations.put("POST /v1/forwarding/{id}/resubmission", Set.of("operator"));
        operations.put("POST /v1/forwarding/resubmissions", Set.of("operator"));
        operations.put("POST /v1/forwarding/test-messages/{branch}", Set.of("operator"));
        return operations;
    }

    /** The operations of the resource classes. */
    static Set<String> deployed() { return DEPLOYED; }

    private static Set<String> operationsOfResources() {
        var operations = new TreeSet<String>();
        for (var type : new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.recruitmentintake.api")) {
            var root = type.tryGetAnnotationOfType(Path.class).map(Path::value).orElse(null);
            if (root == null) continue;
            type.getMethods().forEach(method -> method.getAnnotations().forEach(annotation -> annotation.getRawType()
                    .tryGetAnnotationOfType(HttpMethod.class).ifPresent(verb -> {
                        var own = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
                        var path = ("/" + root + "/" + own).replaceAll("/+", "/").replaceAll("(.)/$", "$1");
                        operations.add(verb.value() + " " + path);
                    })));
        }
        return operations;
    }

    /** The operations that need a token. */
    static List<String> guarded() {
        return deployed().stream().filter(PROTECTED::containsKey).toList();
    }

    /** A valid request, so that only the caller can be the reason of a refusal. */
    static Response call(RequestSpecification client, String operation, String id) {
        var method = operation.substring(0, operation.indexOf(' '));
        var path = operation.substring(operation.indexOf(' ') + 1).replace("{id}", id)
                .replace("{branch}", "GROUND_FORCES");
        var request = given().spec(client).header("If-Match", "\"1\"");
        switch (operation) {
            case "POST /v1/applications" -> request.contentType("application/json")
                    .header("Idempotency-Key", "0123456789").body("{}");
            case "PATCH /v1/applications/{id}" -> request.contentType("application/merge-patch+json")
                    .body("{\"preferredUnit\":\"Another\"}");
            case "POST /v1/applications/{id}/steps" -> request.contentType("application/json")
                    .body("{\"step\":\"ARRIVAL\",\"on\":\"2026-02-03\"}");
            case "POST /v1/applications/{id}/evidence" -> request.contentType("application/json")
                    .body("{\"pieces\":[{\"evidence\":\"FITNESS\",\"fitness\":\"FIT\"}]}");
            case "POST /v1/applications/{id}/resolutions" -> request.contentType("application/json")
                    .body("{\"rulings\":[{\"condition\":\"no-conviction\",\"ruling\":\"NEEDS_EVIDENCE\","
                            + "\"reason\":\"CHECK_INCOMPLETE\"}]}");
            case "POST /v1/applications/{id}/transfer" -> request.contentType("application/json")
                    .body("{\"embassy\":\"pl-warsaw\"}");
            case "POST /v1/applications/lookup" -> request.contentType("application/json")
                    .body("{\"country\":\"CA\",\"number\":\"UNUSED1\"}");
            case "POST /v1/forwarding/resubmissions" -> request.contentType("application/json")
                    .body("{\"branch\":\"GROUND_FORCES\",\"lastFailure\":\"unanswered\"}");
            case "GET /v1/readers" -> request.queryParam("from", "2026-03-01").queryParam("to", "2026-03-31");
            case "POST /v1/eligibility-checks" -> request.contentType("application/json")
                    .body("{\"route\":\"EMBASSY\"}");
            default -> {}
        }
        return request.request(method, path);
    }
}
