package org.recruitmentintake.contract;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.recruitmentintake.Contract;

/**
 * Generates valid and invalid values for the schemas of a document. The validator checks each of them, so that "valid"
 * follows the document and not this class.
 */
final class Bodies {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 200;
    private static final int MAX_DEPTH = 8;

    private final Contract contract;
    private final Random random;

    /** Texts that match the patterns of the document; an unknown pattern is an error. */
    private final Map<String, Supplier<String>> patterns;

    Bodies(Contract contract, Random random) {
        this.contract = contract;
        this.random = random;
        patterns = Map.of(
                "^[A-Z]{2}$", () -> oneOf("CA", "GB", "GE", "BY", "RU", "UA", "ZZ", "XQ"),
                "[^ ]", () -> letters(1, 40),
                "^[a-z0-9:_.-]+$", () -> oneOf("unanswered", "amqp:not-found", "released"),
                contract.document().at("/components/schemas/Email/pattern").asText(),
                () -> oneOf("a@example.org", "first.last+tag@mail.example.org", "олена@приклад.укр"),
                "^\\+[1-9][0-9]{6,14}$", () -> "+" + (1 + random.nextInt(9)) + digits(6 + random.nextInt(9)),
                "^[a-z]{2}(-[a-z]+){1,6}$",
                () -> oneOf("ca-ottawa", "ca-ottawa", "ge-tbilisi", "xx-nowhere", "aa-b-c-d"));
    }

    /** A body that is valid by the schema at this pointer. */
    JsonNode valid(String pointer) {
        for (int i = 0; i < TRIES; i++) {
            var value = generated(contract.document().at(pointer), 0);
            if (contract.faults(pointer, value).isEmpty()) {
                return value;
            }
        }
        throw new AssertionError("no valid value is found for " + pointer);
    }

    /** A body that was valid before one change. */
    JsonNode invalid(String pointer) {
        for (int i = 0; i < TRIES; i++) {
            var value = broken(valid(pointer));
            if (!contract.faults(pointer, value).isEmpty()) {
                return value;
            }
        }
        throw new AssertionError("no invalid value is found for " + pointer);
    }

    private JsonNode generated(JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return generated(contract.document().at(schema.get("$ref").asText().substring(1)), depth);
        }
        if (schema.has("anyOf")) {
            return generated(schema.get("anyOf").get(random.nextInt(schema.get("anyOf").size())), depth);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        var type = schema.path("type");
        return switch (type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText()) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "boolean" -> NODES.booleanNode(random.nextInt(4) > 0);
            case "integer" -> NODES.numberNode(schema.path("minimum").asInt(0) + random.nextInt(5));
            case "null" -> NODES.nullNode();
            case "string" -> NODES.textNode(text(schema));
            default -> throw new AssertionError("unknown type: " + schema);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").fields().forEachRemaining(member -> {
            if (required.contains(member.getKey()) || depth < MAX_DEPTH && random.nextInt(3) > 0) {
                object.set(member.getKey(), generated(member.getValue(), depth + 1));
            }
        });
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        var array = NODES.arrayNode();
        var longest = Math.min(schema.path("maxItems").asInt(3), 4);
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            array.add(generated(schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(JsonNode schema) {
        switch (schema.path("format").asText()) {
            case "date" :
                return LocalDate.of(1950, 1, 1).plusDays(random.nextInt(32_000)).toString();
            case "date-time" :
                return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300))
                        + oneOf("T09:00:00Z", "T23:59:59.123456789Z", "T00:00:00+02:00", "t10:15:30.5z");
            case "uuid" :
                return UUID.randomUUID().toString();
            case "email" :
                return oneOf("a@example.org", "first.last+tag@mail.example.org", "x_y-z@example.com");
            default :
        }
        if (schema.has("pattern")) {
            var supplier = patterns.get(schema.get("pattern").asText());
            if (supplier == null) throw new AssertionError("no texts for the pattern " + schema.get("pattern"));
            return supplier.get();
        }
        return letters(schema.path("minLength").asInt(0), Math.min(schema.path("maxLength").asInt(30), 60));
    }

    private JsonNode broken(JsonNode valid) {
        if (random.nextInt(20) == 0) {
            return List.<JsonNode>of(NODES.arrayNode(), NODES.textNode("body"), NODES.numberNode(1),
                    NODES.booleanNode(true),
                    NODES.nullNode(), NODES.arrayNode().add(valid)).get(random.nextInt(6));
        }
        var body = valid.deepCopy();
        var containers = new ArrayList<JsonNode>();
        containers(body, containers);
        var container = containers.get(random.nextInt(containers.size()));
        if (container instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            var name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.put(oneOf("unknown", "Name", "route ", "__proto__", "id"), 1);
                case 2 -> object.set(name, NODES.nullNode());
                default -> object.set(name, wrong(object.path(name)));
            }
        } else if (container instanceof ArrayNode array) {
            switch (random.nextInt(3)) {
                case 0 -> array.add(NODES.nullNode());
                case 1 -> array.add(wrong(array.path(0)));
                default -> {
                    for (int i = 0; i < 12; i++) array.add(array.isEmpty() ? NODES.textNode("CA") : array.get(0));
                }
            }
        }
        return body;
    }

    private JsonNode wrong(JsonNode value) {
        if (value instanceof TextNode text && random.nextInt(3) > 0) {
            return NODES.textNode(oneOf("", " ", text.asText() + "x".repeat(300), text.asText().toLowerCase() + "_",
                    "2026-02-30", "2026-13-01T00:00:00Z", "NONE_OF_THESE", "a b@", "+0", "123"));
        }
        return List
                .<JsonNode>of(NODES.numberNode(7), NODES.booleanNode(false), NODES.textNode("true"), NODES.arrayNode(),
                        NODES.objectNode(), NODES.numberNode(1.5), NODES.numberNode(Long.MAX_VALUE))
                .get(random.nextInt(7));
    }

    private static void containers(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> containers(child, containers));
        }
    }

    private String letters(int least, int most) {
        var text = new StringBuilder();
        var length = Math.max(least, 1) + random.nextInt(Math.max(1, most - Math.max(least, 1)));
        for (int i = 0; i < length; i++) text.append(oneOf("a", "Z", "é", "Ж", "王", "𐍈", "-", "'", "7"));
        return text.toString();
    }

    private String digits(int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) text.append(random.nextInt(10));
        return text.toString();
    }

    private String oneOf(String... texts) { return texts[random.nextInt(texts.length)]; }
}
