package org.recruitmentintake.security;

import static io.restassured.RestAssured.given;
import static java.util.Locale.ROOT;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/**
 * Attack: a media type that a reader of the framework accepts bypasses the strict reader, and arbitrary values are
 * stored.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class BodyMediaTypesTest {

    private static final JsonNode DOCUMENT = document();

    private static final String PATCH = "PATCH /v1/applications/{id}";

    private static final List<String> OTHER_TYPES = List.of("application/x-ndjson", "application/ndjson",
            "application/jsonl", "application/stream+json", "application/json-seq", "application/json-patch+json",
            "application/problem+json", "application/ld+json", "application/hal+json", "application/vnd.api+json",
            "application/geo+json", "application/json5", "application/jsonp", "application/x-json", "text/json",
            "text/x-json", "text/plain", "text/html", "text/xml", "text/csv", "text/yaml", "text/event-stream",
            "application/xml", "application/yaml", "application/cbor", "application/msgpack",
            "application/octet-stream",
            "application/x-www-form-urlencoded", "multipart/form-data", "multipart/mixed", "application/javascript",
            "application/graphql", "application/protobuf", "application/pdf", "application/zip", "application/jose",
            "application/jwt", "image/svg+xml", "application/*", "*/*");

    /** Every operation of the contract that takes a body. */
    static Stream<String> operations() {
        var operations = new ArrayList<String>();
        DOCUMENT.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().has("requestBody"))
                .forEach(operation -> operations.add(operation.getKey().toUpperCase(ROOT) + " " + path.getKey())));
        assertTrue(operations.size() >= 9, operations.toString());
        return operations.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void otherMediaTypesAreUnsupported(String operation) {
        var accepted = new TreeMap<String, Integer>();
        for (var type : OTHER_TYPES) {
            for (var parameters : List.of("", ";charset=utf-8", "; boundary=x; q=1")) {
                for (var body : List.of("{}", "null", "{\"document\":{}}\n{}")) {
                    var status = send(operation, type + parameters, body).statusCode();
                    if (status != 415) {
                        accepted.put(type + parameters, status);
                    }
                }
            }
        }
        assertEquals(Map.of(), accepted);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void almostRightMediaTypesAreUnsupported(String operation) {
        var own = documentedType(operation);
        var other = own.equals("application/json") ? "application/merge-patch+json" : "application/json";
        var wrong = List.of(other, own + ";charset=utf-16", own + ";charset=iso-8859-1", own + "x",
                own + ", application/x-ndjson", own.replace('/', ' '), "json", ";", "/");
        wrong.forEach(type -> {
            var answer = send(operation, type, "{}");
            assertEquals(415, answer.statusCode(), type);
            assertEquals(operation.equals(PATCH) ? own : null, answer.header("Accept-Patch"), type);
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void documentedMediaTypeIsRead(String operation) {
        for (var parameters : List.of("", ";charset=UTF-8", "; charset=\"utf-8\"")) {
            send(operation, documentedType(operation).toUpperCase() + parameters, "[").then().statusCode(400)
                    .body("code", equalTo("malformed-json"));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aBodyWithoutAMediaTypeIsUnsupported(String operation) {
        assertEquals(415, send(operation, null, "{}").statusCode());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void missingBodyIsABadRequest(String operation) {
        for (var type : new String[] {documentedType(operation), null}) {
            send(operation, type, "").then().statusCode(400).body("code", equalTo("invalid-body"));
        }
        for (var body : List.of("null", "[]", "3", "\"text\"")) {
            send(operation, documentedType(operation), body).then().statusCode(400).body("code",
                    equalTo("invalid-body"));
        }
    }

    /** The answer's media type is compared before the operation runs. */
    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/html, image/*", ";;", "json"})
    void unacceptableAnswerChangesNothing(String accept) {
        var id = Cases.post(Cases.portal(), Cases.example("embassy")).statusCode(201).extract().path("id");
        Cases.portal().header("Accept", accept).post("/v1/applications/" + id + "/withdrawal").then().statusCode(406)
                .body("code", equalTo("not-acceptable"));
        Cases.portal().header("Accept", "text/html, APPLICATION/*;q=0.1").get("/v1/applications/" + id).then()
                .statusCode(200).body("state", equalTo("IN_PROGRESS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "gzip, identity", "identity, br", "x", "aes128gcm"})
    void anEncodedBodyIsUnsupported(String encoding) {
        Cases.portal().config(asWritten()).header("Content-Encoding", encoding).contentType("text/plain").body("x")
                .post("/v1/applications/" + id() + "/withdrawal").then().statusCode(415)
                .header("Accept-Encoding", "identity");
        given().config(asWritten()).contentType("application/json").header("Content-Encoding", encoding)
                .body("{\"route\":\"EMBASSY\"}").post("/v1/eligibility-checks").then().statusCode(415)
                .header("Accept-Encoding", "identity");
    }

    private static String documentedType(String operation) {
        return operation.equals(PATCH) ? "application/merge-patch+json" : "application/json";
    }

    private static Response send(String operation, String type, String body) {
        var parts = operation.split(" ");
        var client = client(operation).config(asWritten()).header("If-Match", "\"1\"").header("Idempotency-Key",
                UUID.randomUUID().toString());
        if (type == null) client.noContentType();
        else
            client.header("Content-Type", type);
        if (!body.isEmpty()) client.body(body.getBytes());
        var path = parts[1].contains("{id}") ? parts[1].replace("{id}", id()) : parts[1];
        return client.request(parts[0], path);
    }

    private static RequestSpecification client(String operation) {
        var parts = operation.split(" ");
        var role = DOCUMENT.get("paths").get(parts[1]).get(parts[0].toLowerCase(ROOT))
                .at("/security/0/bearer/0").asText();
        return switch (role) {
            case "" -> given();
            case "portal" -> Cases.portal();
            case "embassy" -> Cases.embassy();
            case "reviewer" -> Cases.reviewer();
            default -> Cases.as(Map.of("client", role + "-desk", "role", role, "person", role + "-1"));
        };
    }

    private static String applicationId;

    private static String id() {
        if (applicationId == null) {
            applicationId = Cases.post(Cases.portal(), Cases.example("embassy")).statusCode(201).extract().path("id")
                    .toString();
        }
        return applicationId;
    }

    /** Without REST Assured's own media type and character set. */
    private static RestAssuredConfig asWritten() {
        return Cases.config().encoderConfig(EncoderConfig.encoderConfig()
                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                .defaultCharsetForContentType("UTF-8", ContentType.JSON)
                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)
                .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
                .encodeContentTypeAs("multipart/mixed", ContentType.TEXT));
    }

    private static JsonNode document() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("src/main/resources/META-INF/openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
