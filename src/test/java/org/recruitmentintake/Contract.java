package org.recruitmentintake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.oas.OpenApi31;

/**
 * Checks exchanges against an OpenAPI 3.1 document: the status, the media type, the body and the headers of the answer;
 * and of a successful request its parameters and its body.
 */
public final class Contract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IRI = "https://contract.invalid/openapi.json";

    /** A request as it was sent. Header names are in lower case; an absent body is empty. */
    public record Request(String method, String path, Map<String, List<String>> query, Map<String, String> headers,
            String body) {}

    /** An answer as it came. Header names are in lower case; an absent body is empty. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    /** A part of the document with its pointer. A schema is compiled by its pointer. */
    private record Part(String pointer, JsonNode node) {}

    private record Operation(Part path, Part node, Map<String, String> pathParameters) {}

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true)
            .build();
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /** @param document as JSON */
    public Contract(String document) {
        this.document = json(document)
                .orElseThrow(() -> new IllegalArgumentException("The OpenAPI document is no JSON"));
        closeSchemas(this.document);
        var strict = this.document.toString();
        // The keywords of OpenAPI (paths, examples …) do not validate a value.
        var dialect = JsonMetaSchema.builder(OpenApi31.getInstance().getIri(), OpenApi31.getInstance())
                .unknownKeywordFactory((keyword, node) -> new NonValidationKeyword(keyword)).build();
        schemas = JsonSchemaFactory.builder().defaultMetaSchemaIri(dialect.getIri()).metaSchema(dialect)
                .schemaLoaders(loaders -> loaders.schemas(Map.of(IRI, strict))).build();
    }

    /** Clients must accept unknown members and values. This version of the service must not send any. */
    private static void closeSchemas(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.has("x-extensible-enum")) object.set("enum", object.remove("x-extensible-enum"));
            if (object.path("additionalProperties").asBoolean()) object.put("additionalProperties", false);
        }
        node.forEach(Contract::closeSchemas);
    }

    public JsonNode document() { return document; }

    /** The violations of the schema at this pointer; empty if the value is valid. */
    public List<String> faults(String pointer, JsonNode value) {
        var faults = new ArrayList<String>();
        checkSchema(new Part(pointer, document.at(pointer)), "value", value, faults);
        return faults;
    }

    /** All violations of the contract by this exchange. */
    public List<String> breaches(Request request, Answer answer) {
        var breaches = new ArrayList<String>();
        operationOf(request.method(), request.path()).ifPresentOrElse(operation -> {
            if (operation.node().node().isMissingNode()) {
                checkUndocumented(405, answer, breaches);
            } else {
                checkDocumented(operation, request, answer, breaches);
            }
        }, () -> checkUndocumented(404, answer, breaches));
        return breaches;
    }

    private void checkDocumented(Operation operation, Request request, Answer answer, List<String> breaches) {
        responseOf(operation.node(), answer.status()).ifPresentOrElse(response -> {
            checkAnswer(response, answer, breaches);
            if (answer.status() / 100 == 2) {
                checkParameters(operation, request, breaches);
                checkRequestBody(operation.node(), request, breaches);
            }
        }, () -> breaches.add("status " + answer.status() + " is not documented"));
    }

    /** The answer to a path or method that is not documented must be a problem with this status. */
    private void checkUndocumented(int expected, Answer answer, List<String> breaches) {
        if (answer.status() != expected) {
            breaches.add("the operation is not documented, and its answer was no " + expected);
        }
        if (!"application/problem+json".equals(mediaType(answer.headers().get("content-type")))) {
            breaches.add("the operation is not documented, and its answer was no problem");
        }
    }

    private void checkAnswer(Part response, Answer answer, List<String> breaches) {
        var headers = at(response, "headers");
        headers.node().fieldNames().forEachRemaining(name -> {
            var header = at(headers, name);
            var value = answer.headers().get(name.toLowerCase());
            checkValue(header, "header " + name + " of the answer", value == null ? List.of() : List.of(value),
                    breaches);
        });
        checkBody(at(response, "content"), "answer", answer.headers().get("content-type"), answer.body(), breaches);
    }

    private void checkParameters(Operation operation, Request request, List<String> breaches) {
        var documented = new TreeMap<String, Part>();
        for (var owner : List.of(operation.path(), operation.node())) {
            var parameters = at(owner, "parameters");
            for (int i = 0; i < parameters.node().size(); i++) {
                var parameter = at(parameters, String.valueOf(i));
                documented.put(parameter.node().path("in").asText() + " " + parameter.node().path("name").asText(),
                        parameter);
            }
        }
        documented.forEach((key, parameter) -> {
            var name = parameter.node().path("name").asText();
            var values = switch (parameter.node().path("in").asText()) {
                case "query" -> request.query().getOrDefault(name, List.of());
                case "path" -> List.of(operation.pathParameters().getOrDefault(name, ""));
                default -> Optional.ofNullable(request.headers().get(name.toLowerCase())).map(List::of)
                        .orElse(List.of());
            };
            checkValue(parameter, key + " of the request", values, breaches);
        });
        request.query().keySet().stream().filter(name -> !documented.containsKey("query " + name))
                .forEach(name -> breaches.add("query " + name + " of the request is not documented"));
    }

    private void checkRequestBody(Part operation, Request request, List<String> breaches) {
        var body = at(operation, "requestBody");
        if (!request.body().isEmpty()) {
            checkBody(at(body, "content"), "request", request.headers().get("content-type"), request.body(), breaches);
        } else if (body.node().path("required").asBoolean()) {
            breaches.add("request without a body");
        }
    }

    private void checkBody(Part content, String source, String contentType, String body, List<String> breaches) {
        if (content.node().isMissingNode() || content.node().isEmpty()) {
            if (!body.isEmpty()) {
                breaches.add(source + " with a body, and none is documented");
            }
            return;
        }
        var mediaType = mediaType(contentType);
        var documented = at(content, mediaType);
        if (documented.node().isMissingNode()) {
            breaches.add(source + " with media type '" + mediaType + "', which is not documented");
            return;
        }
        if (mediaType.endsWith("json") && documented.node().has("schema")) {
            json(body).ifPresentOrElse(value -> checkSchema(at(documented, "schema"), source, value, breaches),
                    () -> breaches.add(source + " whose body is no JSON"));
        }
    }

    private void checkValue(Part parameter, String which, List<String> values, List<String> breaches) {
        if (values.isEmpty()) {
            if (parameter.node().path("required").asBoolean()) {
                breaches.add(which + " is missing");
            }
        } else if (parameter.node().has("schema")) {
            var schema = at(parameter, "schema");
            var array = typesOf(schema).contains("array");
            var value = array ? JSON.valueToTree(values) : typed(schema, values.get(0));
            checkSchema(schema, which, value, breaches);
        }
    }

    /** The text as a value of the type of the schema, if it is one. */
    private JsonNode typed(Part schema, String text) {
        return typesOf(schema).contains("string") ? TextNode.valueOf(text)
                : json(text).filter(JsonNode::isValueNode).orElse(TextNode.valueOf(text));
    }

    private List<String> typesOf(Part schema) {
        var type = schema.node().path("type");
        var types = new ArrayList<String>();
        (type.isArray() ? type : JSON.createArrayNode().add(type)).forEach(one -> types.add(one.asText("string")));
        return types;
    }

    private void checkSchema(Part schema, String source, JsonNode value, List<String> breaches) {
        compiled.computeIfAbsent(schema.pointer(),
                pointer -> schemas.getSchema(SchemaLocation.of(IRI + "#" + pointer), config))
                // Not the message: it quotes the value.
                .validate(value).forEach(breach -> breaches.add(source + " at '" + breach.getInstanceLocation() + "': "
                        + breach.getType() + " of " + breach.getSchemaLocation().getFragment() + " "
                        + Optional.ofNullable(breach.getProperty()).orElse("")));
    }

    private Optional<Part> responseOf(Part operation, int status) {
        var responses = at(operation, "responses");
        return List.of(String.valueOf(status), status / 100 + "XX", "default").stream().map(key -> at(responses, key))
                .filter(response -> !response.node().isMissingNode()).findFirst();
    }

    /** The operation of a path; where two templates fit, the one with fewer parameters (OpenAPI 3.1, Paths Object). */
    private Optional<Operation> operationOf(String method, String path) {
        var paths = at(new Part("", document), "paths");
        Optional<Operation> best = Optional.empty();
        for (var templates = paths.node().fieldNames(); templates.hasNext();) {
            var template = templates.next();
            var names = new ArrayList<String>();
            var matcher = Pattern.compile("\\{([^}]+)}").matcher(template);
            while (matcher.find()) names.add(matcher.group(1));
            var values = Pattern.compile(template.replaceAll("\\{[^}]+}", "([^/]+)")).matcher(path);
            if (values.matches() && (best.isEmpty() || names.size() < best.get().pathParameters().size())) {
                var parameters = new TreeMap<String, String>();
                for (int i = 0; i < names.size(); i++) parameters.put(names.get(i), values.group(i + 1));
                var item = at(paths, template);
                best = Optional.of(new Operation(item, at(item, method.toLowerCase()), parameters));
            }
        }
        return best;
    }

    /** A child of the part, with references resolved. */
    private Part at(Part part, String name) {
        var found = new Part(part.pointer() + "/" + name.replace("~", "~0").replace("/", "~1"),
                part.node().isArray() ? part.node().path(Integer.parseInt(name)) : part.node().path(name));
        while (found.node().has("$ref")) {
            var pointer = found.node().get("$ref").asText().substring(1);
            found = new Part(pointer, document.at(pointer));
        }
        return found;
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";")[0].trim().toLowerCase();
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
