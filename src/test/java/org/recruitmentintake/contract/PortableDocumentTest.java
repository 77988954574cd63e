package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** People can read the document, and every generator of clients understands it. */
class PortableDocumentTest {

    private static final int MAX_LINES = 2_800;

    /** Characters, classes and groups that ECMA-262, Python and RE2 understand in the same way. */
    private static final Pattern PORTABLE = Pattern.compile(
            "(?:[^\\\\(\\[]|\\\\[\\[\\]().*+?^$|{}]|\\((?!\\?)|\\[(?:[^\\\\\\[\\]]|\\\\[\\[\\]\\\\-])+])*");

    /** Names that say nothing, and names that a generator would make unique by a number. */
    private static final Pattern GENERIC_NAME = Pattern.compile(
            "Kind|State|Row|Type|Data|Object|Item|Value|Result|Response|Request|Info|.*[0-9]$|Inline.*|[a-z].*");

    private final ApiDocument document = ApiDocument.committed();

    @Test
    void documentHasABoundedLength() throws IOException {
        var lines = Files.readAllLines(Committed.OPENAPI);
        assertTrue(lines.size() < MAX_LINES, lines.size() + " lines");
    }

    @Test
    void patternsMeanTheSameToEveryEngine() {
        var faults = new ArrayList<String>();
        document.schemas((at, schema) -> {
            if (schema.has("pattern") && !PORTABLE.matcher(schema.get("pattern").asText()).matches()) faults.add(at);
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void schemasOfMessagesArePortable() throws IOException {
        var faults = new ArrayList<String>();
        try (var schemas = Files.list(Path.of("docs/schemas"))) {
            for (var file : Stream.concat(schemas, Stream.of(Path.of("docs/asyncapi.yaml"))).toList()) {
                new ApiDocument(Committed.yaml(file)).schemas((at, schema) -> {
                    var pattern = schema.path("pattern").asText("a");
                    if (!PORTABLE.matcher(pattern).matches() || schema.has("pattern") && schema.has("format")
                            || !schema.has("type") && !schema.has("$ref")) {
                        faults.add(file + at);
                    }
                });
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void patternsOfSingleEnginesAreFound() {
        for (var pattern : List.of("^(?=a)", "(?!a)b", "(?<=a)b", "(?<name>a)", "(?:a)", "\\p{L}", "\\d", "\\S", "\\w",
                "\\u0041", "[\\d]", "[^\\s]", "[a&&[^b]]", "a\\b")) {
            assertTrue(!PORTABLE.matcher(pattern).matches(), pattern);
        }
        for (var pattern : List.of("^[a-z]{2}$", "^\\+[1-9][0-9]{6,14}$", "^[A-Z]{2}(-[a-z]+){1,6}$", "[^ ]",
                "^[^\\[-\\]]+$")) {
            assertTrue(PORTABLE.matcher(pattern).matches(), pattern);
        }
    }

    @Test
    void noSchemaHasBothPatternAndFormat() {
        var faults = new ArrayList<String>();
        document.schemas((at, schema) -> {
            if (schema.has("pattern") && schema.has("format")) faults.add(at);
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void everySchemaHasAType() {
        var faults = new ArrayList<String>();
        document.schemas((at, schema) -> {
            if (!schema.has("type") && !schema.has("$ref") && !schema.has("anyOf") && !at.endsWith("/else")) {
                faults.add(at);
            }
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void namesOfSchemasAreNotGeneric() {
        var generic = new TreeSet<String>();
        document.schemas().fieldNames().forEachRemaining(name -> {
            if (GENERIC_NAME.matcher(name).matches()) generic.add(name);
        });
        assertEquals(Set.of(), generic);
    }

    @Test
    void objectsHaveNames() {
        var faults = new ArrayList<String>();
        document.schemas((at, schema) -> {
            if (schema.path("properties").size() > 0 && !at.matches("/components/schemas/[^/]+(/if)?")) faults.add(at);
        });
        assertEquals(List.of(), faults);
    }

    @Test
    void everyComponentIsUsed() {
        var used = new HashSet<String>();
        referred(document.root(), used);
        var unused = new TreeSet<String>();
        document.root().path("components").fields().forEachRemaining(kind -> {
            if (kind.getKey().equals("securitySchemes")) return;
            kind.getValue().fieldNames().forEachRemaining(name -> {
                var reference = "#/components/" + kind.getKey() + "/" + name;
                if (!used.contains(reference)) unused.add(reference);
            });
        });
        assertEquals(Set.of(), unused);
    }

    @Test
    void everySecuritySchemeIsUsed() {
        var schemes = new TreeSet<String>();
        document.operations().values().forEach(operation -> operation.node().path("security")
                .forEach(security -> security.fieldNames().forEachRemaining(schemes::add)));
        var declared = new TreeSet<String>();
        document.root().path("components").path("securitySchemes").fieldNames().forEachRemaining(declared::add);
        assertEquals(declared, schemes);
    }

    @Test
    void traceHeaderIsNotInTheContract() {
        var names = new TreeSet<String>();
        document.operations().values().forEach(operation -> {
            names.addAll(operation.parameters("header"));
            operation.responses().values().forEach(
                    response -> response.path("headers").fieldNames().forEachRemaining(names::add));
        });
        assertTrue(!names.contains("traceparent"), names.toString());
    }

    /** The default of additionalProperties would leave a reader in doubt. */
    @Test
    void objectsSayWhetherTheyAreClosed() {
        var closed = new TreeSet<String>();
        document.operations().values().forEach(operation -> operation.requestBody().path("content")
                .forEach(content -> objects(content.path("schema"), closed)));
        var faults = new TreeSet<String>();
        document.schemas().fields().forEachRemaining(schema -> {
            if (!schema.getValue().has("properties")) return;
            var open = schema.getValue().path("additionalProperties");
            if (!open.isBoolean() || open.asBoolean() == closed.contains(schema.getKey())) faults.add(schema.getKey());
        });
        assertEquals(Set.of(), faults, "schemas of requests are closed, those of answers are open");
    }

    /** The names of the object schemas that a schema refers to. */
    private void objects(JsonNode node, Set<String> names) {
        if (node.has("$ref")) {
            var name = node.get("$ref").asText().replaceFirst(".*/", "");
            if (names.contains(name)) return;
            var target = document.resolved(node);
            if (target.has("properties")) names.add(name);
            objects(target, names);
        }
        node.forEach(child -> objects(child, names));
    }

    private static void referred(JsonNode node, Set<String> used) {
        if (node.has("$ref")) used.add(node.get("$ref").asText());
        node.forEach(child -> referred(child, used));
    }
}
