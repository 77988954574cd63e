package org.recruitmentintake;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract filter finds each difference between a document and the exchanges. The tests change the document. */
@QuarkusTest
@WithTestResource(RealParts.class)
class ContractFilterTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CORRECT_DOCUMENT = """
            {"openapi": "3.1.0", "info": {"title": "Probe", "version": "1"},
             "paths": {
               "/probe/forms": {"post": {
                 "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Form"}}}},
                 "responses": {
                   "200": {"description": "echo", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Echo"}}}},
                   "400": {"$ref": "#/components/responses/Problem"}}}},
               "/probe/forms/{id}": {
                 "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}],
                 "get": {
                 "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}],
                 "responses": {
                   "200": {"description": "id",
                     "headers": {"Cache-Control": {"required": true, "schema": {"const": "no-store"}}},
                     "content": {"application/json": {"schema": {"type": "string"}}}},
                   "4XX": {"$ref": "#/components/responses/Problem"}}}}},
             "components": {
               "responses": {"Problem": {"description": "refused",
                 "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
               "schemas": {
                 "Form": {"type": "object", "additionalProperties": false, "required": ["name", "born", "stateless"],
                   "properties": {"name": {"type": "string"}, "born": {"type": "string", "format": "date"}, "stateless": {"type": "boolean"}}},
                 "Echo": {"type": "object", "required": ["name", "born", "stateless"],
                   "properties": {"name": {"type": "string"}, "born": {"type": "string", "format": "date"}, "stateless": {"type": "boolean"}}},
                 "Problem": {"type": "object", "required": ["type", "title", "status", "code"],
                   "properties": {"status": {"type": "integer"}, "code": {"type": "string"}, "errors": {"type": "array",
                     "items": {"type": "object", "required": ["code", "detail"]}}}}}}}
            """;

    private static final String GOOD = "{\"name\": \"Ada\", \"born\": \"1990-12-10\", \"stateless\": true}";
    private static final String ID = "/probe/forms/0f7c1f66-54b1-4c4d-9a8d-0c5ae6a3a2c1";

    /** An exchange that matches the correct document. */
    enum Exchange {
        CREATED, REFUSED, READ, NOT_FOUND;

        Response run(RequestSpecification given) {
            return switch (this) {
                case CREATED -> given.contentType("application/json").body(GOOD).post("/probe/forms");
                case REFUSED -> given.contentType("application/json").body("{\"name\": 1}").post("/probe/forms");
                case READ -> given.get(ID + "?limit=3");
                case NOT_FOUND -> given.get("/probe/forms/none");
            };
        }
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                difference("a status that is not documented", Exchange.REFUSED, "/paths/~1probe~1forms/post/responses",
                        "{\"200\": {}}",
                        "status 400 is not documented"),
                difference("a required property that is missing", Exchange.CREATED, "/components/schemas/Echo/required",
                        "[\"name\", \"surname\"]", "required of /components/schemas/Echo/required surname"),
                difference("a property that a closed schema does not have", Exchange.CREATED,
                        "/components/schemas/Echo",
                        "{\"additionalProperties\": false, \"properties\": {\"name\": {}, \"born\": {}}}",
                        "answer at '': additionalProperties"),
                difference("another type", Exchange.CREATED, "/components/schemas/Echo/properties/stateless",
                        "{\"type\": \"string\"}",
                        "answer at '/stateless': type"),
                difference("another format", Exchange.CREATED, "/components/schemas/Echo/properties/name",
                        "{\"type\": \"string\", \"format\": \"uuid\"}", "answer at '/name': format"),
                difference("another media type", Exchange.READ, "/paths/~1probe~1forms~1{id}/get/responses/200/content",
                        "{\"text/plain\": {}}", "media type 'application/json', which is not documented"),
                difference("a body that is not documented", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/responses/200/content", "{}",
                        "answer with a body, and none is documented"),
                difference("a problem that breaks its schema", Exchange.NOT_FOUND,
                        "/components/schemas/Problem/properties/status",
                        "{\"const\": 410}", "answer at '/status': const"),
                difference("another required property in the elements of a list", Exchange.REFUSED,
                        "/components/schemas/Problem/properties/errors/items/required", "[\"code\", \"help\"]",
                        "required"),
                difference("a required header that is missing", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/responses/200/headers",
                        "{\"ETag\": {\"required\": true}}", "header ETag of the answer is missing"),
                difference("another value of a header", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/responses/200/headers/Cache-Control/schema",
                        "{\"const\": \"public\"}",
                        "header Cache-Control of the answer at '': const"),
                difference("a property of a request that the document forbids", Exchange.CREATED,
                        "/components/schemas/Form/properties",
                        "{\"name\": {}, \"stateless\": {}}", "request at '': additionalProperties"),
                difference("a tighter request than the code's", Exchange.CREATED,
                        "/components/schemas/Form/properties/name",
                        "{\"maxLength\": 2}", "request at '/name': maxLength"),
                difference("a request of another media type", Exchange.CREATED,
                        "/paths/~1probe~1forms/post/requestBody/content",
                        "{\"text/xml\": {}}", "request with media type 'application/json', which is not documented"),
                difference("a tighter parameter than the code's", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/parameters/0/schema/minimum", "9",
                        "query limit of the request at '': minimum"),
                difference("a parameter that is not documented", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/parameters",
                        "[]",
                        "query limit of the request is not documented"),
                difference("a parameter that only the document requires", Exchange.READ,
                        "/paths/~1probe~1forms~1{id}/get/parameters",
                        "[{\"name\": \"limit\", \"in\": \"query\"}, {\"name\": \"X-Key\", \"in\": \"header\", \"required\": true}]",
                        "header X-Key of the request is missing"),
                difference("an operation that is not documented", Exchange.READ, "/paths/~1probe~1forms~1{id}/get",
                        null,
                        "not documented, and its answer was no 405"),
                difference("a path that is not documented", Exchange.CREATED, "/paths/~1probe~1forms", null,
                        "not documented, and its answer was no 404"));
    }

    private static Arguments difference(String name, Exchange exchange, String pointer, String replacement,
            String breach) {
        return Arguments.of(name, exchange, pointer, replacement, breach);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void differenceIsFound(String name, Exchange exchange, String pointer, String replacement, String breach)
            throws Exception {
        var document = (ObjectNode) JSON.readTree(CORRECT_DOCUMENT);
        var lastSlash = pointer.lastIndexOf('/');
        var parent = (ObjectNode) document.at(pointer.substring(0, lastSlash));
        var field = pointer.substring(lastSlash + 1).replace("~1", "/");
        if (replacement == null) {
            parent.remove(field);
        } else {
            parent.set(field, JSON.readTree(replacement));
        }

        var found = assertThrows(AssertionError.class, () -> exchange.run(comparedWith(document.toString())));

        assertTrue(found.getMessage().contains(breach), found.getMessage());
    }

    @Test
    void correctExchangePasses() {
        assertEquals(200, Exchange.CREATED.run(comparedWith(CORRECT_DOCUMENT)).statusCode());
        assertEquals(400, Exchange.REFUSED.run(comparedWith(CORRECT_DOCUMENT)).statusCode());
        assertEquals(200, Exchange.READ.run(comparedWith(CORRECT_DOCUMENT)).statusCode());
        assertEquals(404, Exchange.NOT_FOUND.run(comparedWith(CORRECT_DOCUMENT)).statusCode());
    }

    @Test
    void undocumentedAnswersAreProblems() {
        assertEquals(404, comparedWith(CORRECT_DOCUMENT).get("/nothing").statusCode());
        assertEquals(405, comparedWith(CORRECT_DOCUMENT).delete("/probe/forms").statusCode());
    }

    @Test
    void filterIsInstalledForEveryTest() {
        assertEquals(1, RestAssured.filters().stream().filter(ContractFilter.class::isInstance).count());
    }

    private static RequestSpecification comparedWith(String document) {
        return given().noFiltersOfType(ContractFilter.class).filter(new ContractFilter(new Contract(document)));
    }
}
