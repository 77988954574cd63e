package org.recruitmentintake.api.json;

import static org.recruitmentintake.api.json.StrictJson.MAPPER;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Fault;

/**
 * Fits a JSON tree to a type without converting anything, and collects every fault on the way. Faulty values are left
 * out of the fitted tree, so that it can still be bound, and its constraints checked in the same answer.
 */
final class BodyShape {

    // Only names in this form are repeated in an answer: a name can hold personal data.
    private static final Pattern SHOWABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    // RFC 3339. Java reads more: years of other lengths, hour 24, second 60.
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
            + "([.]\\d{1,9})?([Zz]|[+-](0\\d|1[0-7]):[0-5]\\d)");

    // Far above any list of the contract. The validator compares the elements of a list with each other: without this
    // bound, a body of 64 KiB would cost seconds of processor time.
    private static final int LONGEST_LIST = 100;

    // UTF-16 units of the longest text that is normalised: four times the longest field of the contract, since
    // decomposed text is longer. The length is checked before anything that reads each character.
    private static final int LONGEST_TEXT = 1_024;

    private static final Map<JavaType, Map<String, JavaType>> MEMBERS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, List<String>> NAMES = new ConcurrentHashMap<>();

    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> truncated = new ArrayList<>();

    BodyShape(List<Fault> found) {
        faults.addAll(found);
    }

    BodyShape() {}

    /** The faults so far. */
    List<Fault> faults() {
        return faults;
    }

    /** The texts that are longer than any field; the fitted tree has only their beginning. */
    List<Fault> truncated() {
        return truncated;
    }

    /** The tree without its faulty parts, its text in normal form; null if nothing is left. */
    JsonNode fitted(JsonNode node, JavaType type, String at) {
        var raw = type.getRawClass();
        if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            truncated.add(new Fault(at, ProblemException.TOO_LONG, LONGEST_TEXT));
            return fitted(TextNode.valueOf(beginningOf(node.textValue())), type, at);
        }
        if (node.isTextual() && RefusedCharacters.areIn(node.textValue())) {
            return fault(at, ProblemException.CONTROL_CHARACTER);
        }
        if (type.isCollectionLikeType()) {
            return node.isArray() ? elements(node, type, at) : wrongType(at, "array");
        }
        if (raw.isRecord()) {
            return node.isObject() ? members((ObjectNode) node, type, at) : wrongType(at, "object");
        }
        if (raw == Boolean.class) return node.isBoolean() ? node : wrongType(at, "boolean");
        // All other types are text in JSON: a string, a date, a name of an enumeration, a type with its own reader.
        if (!node.isTextual()) return wrongType(at, "string");
        return text(node.textValue(), raw, at);
    }

    private JsonNode text(String text, Class<?> raw, String at) {
        if (raw.isEnum()) {
            var names = NAMES.computeIfAbsent(raw, BodyShape::namesOf);
            return names.contains(text) ? TextNode.valueOf(text)
                    : fault(at, ProblemException.UNKNOWN_VALUE, String.join(", ", names));
        }
        try {
            if (raw == LocalDate.class) {
                return DATE.matcher(text).matches() ? JsonNodeFactory.instance.pojoNode(LocalDate.parse(text))
                        : fault(at, ProblemException.INVALID_DATE);
            }
            if (raw == Instant.class) {
                return MOMENT.matcher(text).matches() ? JsonNodeFactory.instance.pojoNode(Instant.parse(text))
                        : fault(at, ProblemException.INVALID_MOMENT);
            }
            var normalised = RefusedCharacters.isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
            if (raw == String.class) return TextNode.valueOf(normalised);
            return MAPPER.convertValue(normalised, raw) == null ? fault(at, ProblemException.BAD_FORMAT)
                    : TextNode.valueOf(normalised);
        } catch (DateTimeException e) {
            return fault(at, raw == Instant.class ? ProblemException.INVALID_MOMENT : ProblemException.INVALID_DATE);
        } catch (IllegalArgumentException e) {
            return fault(at, ProblemException.BAD_FORMAT);
        }
    }

    private static List<String> namesOf(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList();
    }

    private JsonNode elements(JsonNode array, JavaType type, String at) {
        if (array.size() > LONGEST_LIST) return fault(at, ProblemException.TOO_LONG, LONGEST_LIST);
        var fitted = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            // A faulty element becomes null, so that the elements after it keep their pointers.
            fitted.add(fitted(array.get(i), type.getContentType(), at + "/" + i));
        }
        return fitted;
    }

    private JsonNode members(ObjectNode object, JavaType type, String at) {
        var known = membersOf(type);
        var fitted = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            var name = field.getKey();
            if (!known.containsKey(name)) {
                fault(below(at, name), ProblemException.UNKNOWN_FIELD);
            } else {
                var value = fitted(field.getValue(), known.get(name), at + "/" + name);
                if (value != null) fitted.set(name, value);
            }
        });
        return fitted;
    }

    /** The members of a record, and their types. */
    static Map<String, JavaType> membersOf(JavaType type) {
        return MEMBERS.computeIfAbsent(type, BodyShape::introspected);
    }

    private static Map<String, JavaType> introspected(JavaType type) {
        var members = new HashMap<String, JavaType>();
        for (var property : MAPPER.getDeserializationConfig().introspect(type).findProperties()) {
            if (property.hasConstructorParameter()) {
                members.put(property.getName(), property.getConstructorParameter().getType());
            }
        }
        return Map.copyOf(members);
    }

    static String below(String at, String name) { return isShowable(name) ? at + "/" + name : at; }

    static boolean isShowable(String name) { return SHOWABLE_NAME.matcher(name).matches(); }

    private JsonNode wrongType(String at, String expected) {
        return fault(at, ProblemException.WRONG_TYPE, expected);
    }

    private JsonNode fault(String at, String code, Object... arguments) {
        faults.add(new Fault(at, code, arguments));
        return null;
    }

    private static String beginningOf(String text) {
        var last = text.charAt(LONGEST_TEXT - 1);
        return text.substring(0, Character.isHighSurrogate(last) ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }
}
