package org.recruitmentintake.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads an OpenAPI document and resolves its references. */
final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Set<String> SCHEMA_MAPS = Set.of("properties", "schemas");
    private static final Set<String> SCHEMA_LISTS = Set.of("anyOf", "allOf", "oneOf");
    private static final Set<String> SCHEMAS = Set.of("schema", "items", "if", "then", "else", "not");

    private final JsonNode root;

    ApiDocument(JsonNode root) { this.root = root; }

    /** The committed document. */
    static ApiDocument committed() {
        try {
            return new ApiDocument(Committed.yaml(Committed.OPENAPI));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A method of a path. */
    final class Operation {

        private final String method;
        private final String path;
        private final JsonNode item;
        private final JsonNode node;

        private Operation(String method, String path, JsonNode item, JsonNode node) {
            this.method = method;
            this.path = path;
            this.item = item;
            this.node = node;
        }

        String method() { return method; }

        String path() { return path; }

        /** Method and path, such as {@code GET /v1/flow}. */
        String name() { return method + " " + path; }

        JsonNode node() { return node; }

        /** Its pointer in the document. */
        String pointer() {
            return "/paths/" + path.replace("/", "~1") + "/" + method.toLowerCase();
        }

        /** The parameters of the path and its own. */
        List<JsonNode> parameters() {
            return Stream.of(item, node).flatMap(owner -> elements(owner.path("parameters")))
                    .map(ApiDocument.this::resolved).toList();
        }

        /** The names of its parameters of one kind: path, query or header. */
        Set<String> parameters(String in) {
            var names = new TreeSet<String>();
            parameters().stream().filter(parameter -> parameter.path("in").asText().equals(in))
                    .forEach(parameter -> names.add(parameter.path("name").asText()));
            return names;
        }

        /** The roles that may call it; empty if no token is needed. */
        Set<String> roles() {
            var roles = new TreeSet<String>();
            node.path("security").forEach(scheme -> roles.add(scheme.path("bearer").path(0).asText()));
            return roles;
        }

        JsonNode requestBody() { return node.path("requestBody"); }

        /** The response of each status. */
        Map<Integer, JsonNode> responses() {
            var responses = new TreeMap<Integer, JsonNode>();
            node.path("responses").fields().forEachRemaining(
                    response -> responses.put(Integer.valueOf(response.getKey()), resolved(response.getValue())));
            return responses;
        }
    }

    JsonNode root() { return root; }

    JsonNode schemas() { return root.path("components").path("schemas"); }

    /** All operations by method and path. */
    Map<String, Operation> operations() {
        var operations = new TreeMap<String, Operation>();
        root.path("paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(method -> {
            if (METHODS.contains(method.getKey())) {
                var operation = new Operation(method.getKey().toUpperCase(), path.getKey(), path.getValue(),
                        method.getValue());
                operations.put(operation.name(), operation);
            }
        }));
        return operations;
    }

    /** The node itself, or the node that it refers to. */
    JsonNode resolved(JsonNode node) {
        var found = node;
        while (found.has("$ref")) {
            var target = root.at(found.get("$ref").asText().substring(1));
            if (target.isMissingNode()) throw new AssertionError(found.get("$ref") + " is not in the document");
            found = target;
        }
        return found;
    }

    /** The values of the examples of a media type, by name. */
    Map<String, JsonNode> examples(JsonNode content) {
        var examples = new TreeMap<String, JsonNode>();
        content.path("examples").fields().forEachRemaining(
                example -> examples.put(example.getKey(), resolved(example.getValue()).path("value")));
        return examples;
    }

    /** Visits each schema with its pointer. Examples and keywords with values are not schemas. */
    void schemas(BiConsumer<String, JsonNode> visitor) {
        schemas("", "", root, visitor);
    }

    private static void schemas(String at, String parent, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (at.equals("/components/examples") || parent.equals("examples")) return;
        if (node.isObject()) {
            node.fields().forEachRemaining(member -> {
                var name = member.getKey();
                var below = at + "/" + name.replace("~", "~0").replace("/", "~1");
                var value = member.getValue();
                if (SCHEMA_MAPS.contains(parent) || SCHEMAS.contains(name) && !SCHEMA_MAPS.contains(parent)) {
                    visitor.accept(below, value);
                }
                if (SCHEMA_LISTS.contains(name)) {
                    for (int i = 0; i < value.size(); i++) visitor.accept(below + "/" + i, value.get(i));
                }
                schemas(below, SCHEMA_MAPS.contains(parent) ? "" : name, value, visitor);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) schemas(at + "/" + i, "", node.get(i), visitor);
        }
    }

    /** The rows of a Markdown table below a heading in the description of a tag; code marks are taken off. */
    List<List<String>> table(String tag, String heading) {
        var description = elements(root.path("tags")).filter(one -> one.path("name").asText().equals(tag)).findFirst()
                .orElseThrow().path("description").asText();
        var part = heading.isEmpty() ? description
                : description.split(Pattern.quote("### " + heading) + "\n")[1].split("\n### ")[0];
        return part.lines().filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|")).map(String::strip)
                        .map(cell -> cell.matches("`[^`]*`") ? cell.substring(1, cell.length() - 1) : cell).toList())
                .toList();
    }

    /** The codes of violations that a body can have although it matches its schema. */
    Set<String> rulesBeyondTheSchemas() {
        var codes = new TreeSet<String>();
        table("Problems", "Violation codes: rules beyond the schemas").forEach(row -> codes.add(row.get(0)));
        return codes;
    }

    static Stream<JsonNode> elements(JsonNode array) {
        var elements = new ArrayList<JsonNode>();
        array.forEach(elements::add);
        return elements.stream();
    }

    static List<String> texts(JsonNode array) { return elements(array).map(JsonNode::asText).toList(); }
}
