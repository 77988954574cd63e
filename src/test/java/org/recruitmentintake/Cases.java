package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** Posts the examples of the docs, as clients do. Each case gets its own document number. */
public final class Cases {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A client sends its token more than once, since a signature costs more than most requests. */
    private static final Map<Map<String, String>, String> TOKENS = new ConcurrentHashMap<>();

    private Cases() {}

    public static RequestSpecification as(String client, String role) {
        return as(Map.of("client", client, "role", role));
    }

    public static RequestSpecification as(Map<String, String> token) {
        return given().config(config()).header("Authorization",
                "Bearer " + TOKENS.computeIfAbsent(token, RealParts::token));
    }

    /** Without the character set that REST Assured adds: the service accepts UTF-8 only. */
    public static RestAssuredConfig config() {
        return RestAssured.config().encoderConfig(RestAssured.config().getEncoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false));
    }

    public static RequestSpecification portal() { return as("portal-one", "portal"); }

    public static RequestSpecification embassy() {
        return as(
                Map.of("client", "embassy-ottawa", "role", "embassy", "embassies", "ca-ottawa", "person", "attache-1"));
    }

    public static RequestSpecification centre() {
        return as(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                "GROUND_FORCES,TERRITORIAL_DEFENCE,NATIONAL_GUARD", "person", "officer-1"));
    }

    public static RequestSpecification reviewer() {
        return as(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-1"));
    }

    /** An example of the docs with a unique document number. */
    public static ObjectNode example(String name) {
        try {
            var example = (ObjectNode) JSON.readTree(Path.of("docs/examples", name + ".json").toFile());
            ((ObjectNode) example.at("/applicant/document")).put("number",
                    "T" + UUID.randomUUID().toString().substring(0, 18).toUpperCase());
            return example;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An in-country application without attestations, as a portal posts it. */
    public static ObjectNode declared() {
        var example = example("in-country");
        example.remove("attested");
        return example;
    }

    /** Asserts that the journal of a case is intact. */
    public static void assertIntact(Object id) {
        reviewer().get("/v1/applications/" + id + "/journal/verification").then().statusCode(200)
                .body("intact", is(true));
    }

    /** The path of the verdict of a condition that passes. */
    public static String passed(String condition) {
        return "decision.passed.find { it.conditions.contains('" + condition + "') }.verdict";
    }

    public static ValidatableResponse post(RequestSpecification client, ObjectNode application) {
        return client.contentType("application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .body(application.toString())
                .post("/v1/applications").then();
    }

    /** Sends a pre-check under the rules of a day. */
    public static ValidatableResponse preCheck(String body, String day) {
        return given().config(config()).contentType("application/json").body(body)
                .post("/v1/eligibility-checks?on=" + day).then().statusCode(200);
    }

    /**
     * Posts one piece of evidence, one ruling or a step, with the entity tag that the client sees now; if the client
     * does not see the case, with the one that reviewers see.
     */
    public static ValidatableResponse event(RequestSpecification client, String id, String kind, String body) {
        var path = "/v1/applications/" + id;
        var own = client.get(path);
        var tag = (own.statusCode() == 200 ? own : reviewer().get(path)).header("ETag");
        // A copy, since REST Assured would send this body with the caller's next request, too.
        return given().spec(client).contentType("application/json").header("If-Match", tag).body(asEvent(kind, body))
                .post("/v1/applications/" + id + "/" + kind).then();
    }

    private static String asEvent(String kind, String body) {
        return switch (kind) {
            case "evidence" -> body.startsWith("{\"pieces\"") ? body : "{\"pieces\":[" + body + "]}";
            case "resolutions" -> body.startsWith("{\"rulings\"") ? body : "{\"rulings\":[" + body + "]}";
            default -> body;
        };
    }
}
