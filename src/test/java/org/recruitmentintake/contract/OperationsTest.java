package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Parameter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.contract.ApiDocument.Operation;
import org.recruitmentintake.contract.Endpoints.Endpoint;

/** The document and the code have the same operations: routes, parameters, roles, media types and statuses. */
class OperationsTest {

    /** Operations that end a case need no version. */
    private static final Pattern ANY_VERSION = Pattern.compile("DELETE /v1/applications/\\{id}|POST .*/withdrawal");

    private final ApiDocument document = ApiDocument.committed();
    private final List<String> differences = new ArrayList<>();

    /** Checks one pair: the operation of the document and the method of the code. */
    private interface Check {
        void of(Operation operation, Endpoint endpoint);
    }

    private void forEach(Check check) {
        var endpoints = Endpoints.all();
        document.operations().forEach((name, operation) -> {
            if (endpoints.containsKey(name)) check.of(operation, endpoints.get(name));
        });
        assertEquals(List.of(), differences);
    }

    private void same(String what, Object documented, Object coded) {
        if (!documented.equals(coded))
            differences.add(what + ": " + documented + " in the document, " + coded + " in the code");
    }

    @Test
    void routesAndMethodsAreTheSame() {
        assertEquals(document.operations().keySet(), Endpoints.all().keySet());
    }

    @Test
    void rolesAreTheSame() {
        forEach((operation, endpoint) -> same(operation.name(), operation.roles(), endpoint.roles()));
    }

    @Test
    void parametersAreTheSame() {
        forEach((operation, endpoint) -> {
            for (var in : List.of("path", "query", "header")) {
                var documented = operation.parameters(in);
                // A filter reads this header for all operations.
                if (in.equals("header")) documented.remove("Accept-Language");
                same(operation.name() + " " + in, documented, endpoint.parameters(in).keySet());
            }
        });
    }

    @Test
    void everyOperationHasTheLanguageHeader() {
        forEach((operation, endpoint) -> same(operation.name(),
                operation.parameters("header").contains("Accept-Language"), true));
    }

    @Test
    void boundsAndDefaultsOfParametersAreTheSame() {
        forEach((operation, endpoint) -> operation.parameters().forEach(documented -> {
            var name = documented.path("name").asText();
            var coded = endpoint.parameters(documented.path("in").asText()).get(name);
            if (coded == null || documented.path("in").asText().equals("header")) return;
            var schema = document.resolved(documented.path("schema"));
            var at = operation.name() + " " + name;
            same(at + " type", typeOf(schema), typeOf(coded));
            same(at + " minimum", schema.path("minimum").asText("none"),
                    coded.isAnnotationPresent(Min.class) ? "" + coded.getAnnotation(Min.class).value() : "none");
            same(at + " maximum", schema.path("maximum").asText("none"),
                    coded.isAnnotationPresent(Max.class) ? "" + coded.getAnnotation(Max.class).value() : "none");
            same(at + " default", documented.path("schema").path("default").asText("none"),
                    coded.isAnnotationPresent(DefaultValue.class) ? coded.getAnnotation(DefaultValue.class).value()
                            : "none");
            if (coded.isAnnotationPresent(Size.class)) {
                same(at + " maxLength", schema.path("maxLength").asInt(), coded.getAnnotation(Size.class).max());
                same(at + " minLength", schema.path("minLength").asInt(), coded.getAnnotation(Size.class).min());
            }
        }));
    }

    private static String typeOf(JsonNode schema) {
        if (schema.has("enum")) return String.join(",", ApiDocument.texts(schema.get("enum")));
        return schema.path("format").asText(schema.path("type").asText());
    }

    private static String typeOf(Parameter parameter) {
        var type = parameter.getType();
        if (type.isEnum())
            return String.join(",", List.of(type.getEnumConstants()).stream().map(String::valueOf).toList());
        if (type == UUID.class) return "uuid";
        if (type == LocalDate.class) return "date";
        if (type == int.class || type == Integer.class) return "int32";
        if (type == boolean.class || type == Boolean.class) return "boolean";
        return "string";
    }

    @Test
    void requiredParametersAreTheSame() {
        forEach((operation, endpoint) -> operation.parameters().forEach(parameter -> same(
                operation.name() + " " + parameter.path("name").asText() + " required",
                parameter.path("required").asBoolean(), parameter.path("in").asText().equals("path")
                        || Set.of("If-Match", "Idempotency-Key").contains(parameter.path("name").asText())
                                && !ANY_VERSION.matcher(operation.name()).matches()
                        || isRequired(endpoint, parameter.path("name").asText()))));
    }

    private static boolean isRequired(Endpoint endpoint, String name) {
        var parameter = endpoint.parameters("query").get(name);
        return parameter != null && parameter.isAnnotationPresent(NotNull.class);
    }

    @Test
    void mediaTypesOfBodiesAreTheSame() {
        forEach((operation, endpoint) -> {
            var documented = new TreeSet<String>();
            operation.requestBody().path("content").fieldNames().forEachRemaining(documented::add);
            same(operation.name() + " body", !operation.requestBody().isMissingNode(), endpoint.body().isPresent());
            same(operation.name() + " consumes", documented, endpoint.consumes());
            if (endpoint.body().isPresent()) {
                same(operation.name() + " required", operation.requestBody().path("required").asBoolean(), true);
            }
        });
    }

    @Test
    void mediaTypesOfAnswersAreTheSame() {
        forEach((operation, endpoint) -> operation.responses().forEach((status, response) -> {
            var documented = new TreeSet<String>();
            response.path("content").fieldNames().forEachRemaining(documented::add);
            var coded = status >= 400 ? Set.of("application/problem+json")
                    : status == 204 || status == 304 ? Set.of() : endpoint.produces();
            same(operation.name() + " " + status, documented, coded);
        }));
    }

    /** The statuses of an operation follow from its parameters and its body. */
    @Test
    void statusesFollowFromTheOperation() {
        forEach((operation, endpoint) -> {
            var statuses = new TreeSet<>(Set.of(400, 406, 429, 500, 503));
            if (!endpoint.roles().isEmpty()) statuses.addAll(Set.of(401, 403));
            if (endpoint.body().isPresent()) statuses.addAll(Set.of(408, 413));
            // A body with a content coding is refused even if the operation reads no body.
            if (Set.of("POST", "PUT", "PATCH").contains(operation.method())) statuses.add(415);
            if (!endpoint.parameters("path").isEmpty()) statuses.add(404);
            var headers = operation.parameters("header");
            if (headers.contains("If-None-Match")) statuses.add(304);
            if (headers.contains("If-Match")) statuses.addAll(Set.of(409, 412));
            if (headers.contains("Idempotency-Key")) statuses.addAll(Set.of(404, 409, 422));
            if (headers.contains("If-Match") && !ANY_VERSION.matcher(operation.name()).matches()) {
                statuses.add(428);
            }
            statuses.add(
                    endpoint.answersNothing() ? 204 : operation.name().equals("POST /v1/applications") ? 201 : 200);
            same(operation.name(), operation.responses().keySet(), statuses);
        });
    }

    @Test
    void everyOperationAndParameterIsDescribed() {
        forEach((operation, endpoint) -> {
            for (var member : List.of("operationId", "summary", "description", "tags", "security")) {
                same(operation.name() + " " + member, operation.node().has(member), true);
            }
            operation.parameters().forEach(parameter -> same(
                    operation.name() + " " + parameter.path("name").asText() + " description",
                    parameter.has("description"), true));
        });
    }
}
