package org.recruitmentintake.api.json;

import static org.recruitmentintake.api.json.StrictJson.MAPPER;
import static org.recruitmentintake.api.problem.ErrorLocation.POINTER;

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
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.TextBounds;

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

    // Marks that say in which direction to read, without moving what stands around them: text in Arabic, Hebrew and
    // other scripts from right to left holds them.
    private static final Pattern RIGHT_TO_LEFT = Pattern.compile(
            "[\\p{IsArabic}\\p{IsHebrew}\\p{IsSyriac}\\p{IsThaana}\\p{IsNko}&&\\p{L}]");
    private static final Pattern DIRECTION_MARK = Pattern.compile("[\\u200E\\u200F\\u061C]");

    // What cannot be seen, or moves what is. The joiners stay, which Persian and Indic scripts need, the signs that
    // stand around Arabic numbers, and a variation selector after what it can vary: after anything else it hides
    // data.
    private static final Pattern REFUSED_CHARACTER = Pattern.compile(String.join("|",
            "[\\p{Cc}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]",
            "[\\p{Cf}&&[^\\u200C\\u200D\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\x{110BD}\\x{110CD}]]",
            // Fillers, and marks without a form: Hangul, Khmer, the grapheme joiner, blank Braille; and the signs
            // that a form puts where it has destroyed a character.
            "[\\uFFFC\\uFFFD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFFA0]",
            "(?<!\\p{L})[\\uFE00-\\uFE0F]|(?<!\\p{IsIdeographic})[\\x{E0100}-\\x{E01EF}]",
            // And nothing that is only space or joiners, the plain space apart: that is as if left out.
            "^ *+[\\p{Z}\\p{Cf}&&[^ ]][\\p{Z}\\p{Cf}]*$"));

    // Far above any list of the contract. Of a body that is nothing but elements at fault, the validator would
    // compare each with each: seconds of the processor for 64 KiB.
    private static final int LONGEST_LIST = 100;

    // UTF-16 units of the longest text that is normalised: four times the longest field of the contract, since
    // decomposed text is longer. The length is checked before everything else that looks at each character.
    private static final int LONGEST_TEXT = 1_024;

    private static final Map<JavaType, Map<String, JavaType>> FIELDS = new ConcurrentHashMap<>();

    private final List<FieldError> faults = new ArrayList<>();
    private final List<FieldError> cut = new ArrayList<>();

    /** Everything found wrong so far. */
    List<FieldError> faults() {
        return faults;
    }

    /** The texts that are longer than any field, and stand in the fitted tree only with their beginning. */
    List<FieldError> cut() {
        return cut;
    }

    /** The tree without what is at fault, its text in normal form; null where nothing is left. */
    JsonNode fitted(JsonNode node, JavaType type, String at) {
        var raw = type.getRawClass();
        if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            cut.add(new FieldError(POINTER, at, ProblemException.TOO_LONG, LONGEST_TEXT));
            return fitted(TextNode.valueOf(beginningOf(node.textValue())), type, at);
        }
        if (node.isTextual() && holdsRefusedCharacter(node.textValue())) {
            return fault(at, ProblemException.CONTROL_CHARACTER);
        }
        if (type.isJavaLangObject() || JsonNode.class.isAssignableFrom(raw)) {
            return normalised(node, at);
        }
        if (type.isCollectionLikeType()) {
            return node.isArray() ? elements(node, type, at) : wrongType(at, "array");
        }
        if (raw.isRecord()) {
            return node.isObject() ? fields((ObjectNode) node, type, at) : wrongType(at, "object");
        }
        if (raw == Boolean.class) {
            return node.isBoolean() ? node : wrongType(at, "boolean");
        }
        // All other types are text in JSON: a string, a date, one of an enumeration's names, a type with its own
        // reading.
        if (!node.isTextual()) {
            return wrongType(at, "string");
        }
        return text(node.textValue(), raw, at);
    }

    private JsonNode text(String text, Class<?> raw, String at) {
        if (raw.isEnum()) {
            var names = Arrays.stream(raw.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList();
            return names.contains(text) ? TextNode.valueOf(text)
                    : fault(at, ProblemException.UNKNOWN_VALUE, String.join(", ", names));
        }
        try {
            if (raw == LocalDate.class) {
                return DATE.matcher(text).matches() && LocalDate.parse(text) != null ? TextNode.valueOf(text)
                        : fault(at, ProblemException.INVALID_DATE);
            }
            if (raw == Instant.class) {
                return MOMENT.matcher(text).matches() && Instant.parse(text) != null ? TextNode.valueOf(text)
                        : fault(at, ProblemException.INVALID_MOMENT);
            }
            var normalised = isPlain(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
            if (raw == String.class) return TextNode.valueOf(normalised);
            return MAPPER.convertValue(normalised, raw) == null ? fault(at, ProblemException.BAD_FORMAT)
                    : TextNode.valueOf(normalised);
        } catch (DateTimeException e) {
            return fault(at, raw == Instant.class ? ProblemException.INVALID_MOMENT : ProblemException.INVALID_DATE);
        } catch (IllegalArgumentException e) {
            return fault(at, ProblemException.BAD_FORMAT);
        }
    }

    private JsonNode elements(JsonNode array, JavaType type, String at) {
        if (array.size() > LONGEST_LIST) return fault(at, ProblemException.TOO_LONG, LONGEST_LIST);
        var fitted = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            // An element at fault leaves a gap: the ones after it keep their place, and their pointers.
            fitted.add(fitted(array.get(i), type.getContentType(), at + "/" + i));
        }
        return fitted;
    }

    private JsonNode fields(ObjectNode object, JavaType type, String at) {
        var known = FIELDS.computeIfAbsent(type, BodyShape::fieldsOf);
        var fitted = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            var name = field.getKey();
            if (!known.containsKey(name)) {
                fault(below(at, name), ProblemException.UNKNOWN_FIELD);
            } else {
                var value = fitted(field.getValue(), known.get(name), at + "/" + name);
                if (value != null) {
                    fitted.set(name, value);
                }
            }
        });
        return fitted;
    }

    /**
     * Checks what a merged tree does not show any more. A member that is taken away must have a name that exists: a
     * slip would leave in place what the client wants to remove. An optional group with required members must be sent
     * whole: otherwise the error would reveal whether the rest is stored already.
     */
    void checkPatch(JsonNode patch, JavaType type, String at, BiPredicate<Class<?>, String> isRequired) {
        if (!patch.isObject() || !type.getRawClass().isRecord()) return;
        var known = FIELDS.computeIfAbsent(type, BodyShape::fieldsOf);
        patch.properties().forEach(field -> {
            var name = field.getKey();
            var value = field.getValue();
            var pointer = at + "/" + name;
            if (!known.containsKey(name)) {
                if (value.isNull()) fault(below(at, name), ProblemException.UNKNOWN_FIELD);
                return;
            }
            checkPatch(value, known.get(name), pointer, isRequired);
            if (value.isObject() && !isRequired.test(type.getRawClass(), name)) {
                checkWhole(value, known.get(name), pointer, isRequired);
            }
        });
    }

    private void checkWhole(JsonNode group, JavaType type, String at, BiPredicate<Class<?>, String> isRequired) {
        if (!type.getRawClass().isRecord()) return;
        FIELDS.computeIfAbsent(type, BodyShape::fieldsOf).keySet().stream()
                .filter(name -> !group.hasNonNull(name) && isRequired.test(type.getRawClass(), name))
                .forEach(name -> fault(at + "/" + name, ProblemException.REQUIRED));
    }

    /** RFC 7396: null takes away, an object is merged, anything else replaces. */
    static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        var merged = target instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merged(merged.get(change.getKey()), change.getValue()));
            }
        });
        return merged;
    }

    private static Map<String, JavaType> fieldsOf(JavaType type) {
        var fields = new HashMap<String, JavaType>();
        for (var property : MAPPER.getDeserializationConfig().introspect(type).findProperties()) {
            if (property.hasConstructorParameter()) {
                fields.put(property.getName(), property.getConstructorParameter().getType());
            }
        }
        return Map.copyOf(fields);
    }

    private JsonNode normalised(JsonNode node, String at) {
        if (node.isArray()) {
            return elements(node, MAPPER.constructType(List.class), at);
        }
        if (node.isObject()) {
            var fitted = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> fitted.set(field.getKey(),
                    fitted(field.getValue(), MAPPER.constructType(Object.class), below(at, field.getKey()))));
            return fitted;
        }
        return node.isTextual() ? text(node.textValue(), String.class, at) : node;
    }

    private static String below(String at, String name) { return isShowable(name) ? at + "/" + name : at; }

    static boolean isShowable(String name) { return SHOWABLE_NAME.matcher(name).matches(); }

    private JsonNode wrongType(String at, String expected) {
        return fault(at, ProblemException.WRONG_TYPE, expected);
    }

    private JsonNode fault(String at, String code, Object... arguments) {
        faults.add(new FieldError(POINTER, at, code, arguments));
        return null;
    }

    private static String beginningOf(String text) {
        var last = text.charAt(LONGEST_TEXT - 1);
        return text.substring(0, Character.isHighSurrogate(last) ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    }

    /**
     * Text may hold every script of the world, and nothing that hides or reorders what a reader sees. Marks are counted
     * before the text is normalised, which takes the square of their number.
     */
    static boolean holdsRefusedCharacter(String text) {
        return !isPlain(text)
                && (TextBounds.stacksMarks(text) || REFUSED_CHARACTER.matcher(RIGHT_TO_LEFT.matcher(text).find()
                        ? DIRECTION_MARK.matcher(text).replaceAll("")
                        : text).find());
    }

    /** Printable ASCII, which is in normal form and holds nothing that is refused: most text of most bodies. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(each -> each >= ' ' && each < 0x7F);
    }
}
