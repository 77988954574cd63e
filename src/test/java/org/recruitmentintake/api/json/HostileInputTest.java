package org.recruitmentintake.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.validation.Validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Generated input, most of it hostile, is accepted or refused. A refusal does not quote the input. */
class HostileInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXAMPLE = example();
    private static final StrictBodies BODIES = bodies();
    /** Letters and marks that are invisible. */
    private static final List<Integer> INVISIBLE = List.of(0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164,
            0xffa0);

    // ---- the parser ----

    @Property(tries = 2000)
    void anyBytesAreJsonOrMalformed(@ForAll @Size(max = 300) byte[] bytes) {
        refusalWithoutQuoting(() -> assertNotNull(StrictJson.parsed(bytes)), bytes)
                .ifPresent(refused -> assertEquals(ProblemKind.MALFORMED_JSON, refused.kind()));
    }

    /** An application in which up to three bytes are replaced by another piece of text. */
    @Property(tries = 2000)
    void damagedApplicationIsAcceptedOrRefusedUnquoted(@ForAll("damaged") byte[] body) {
        var refusal = refusalWithoutQuoting(() -> BODIES.bind(StrictJson.parsed(body), ApplicationRequest.class),
                body);
        Statistics.collect(refusal.isPresent());
        Statistics.coverage(tried -> {
            tried.check(true).count(refused -> refused > 0);
            tried.check(false).count(accepted -> accepted > 0);
        });
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        var length = EXAMPLE.getBytes(UTF_8).length;
        var positions = Arbitraries.integers().between(0, length - 1);
        var pieces = Arbitraries.oneOf(Arbitraries.of("\"", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud800",
                "\u202e", "null", "1e999", "-0", "\"\":", "/*x*/", "'", "NaN", "\ufeff", "\udb40\udc41", "\u0000"),
                Arbitraries.strings().ofMaxLength(4));
        return Combinators.combine(positions, Arbitraries.integers().between(0, 3), pieces)
                .as((at, removed, piece) -> {
                    var bytes = EXAMPLE.getBytes(UTF_8);
                    var inserted = piece.getBytes(UTF_8);
                    var end = Math.min(length, at + removed);
                    var body = new byte[at + inserted.length + length - end];
                    System.arraycopy(bytes, 0, body, 0, at);
                    System.arraycopy(inserted, 0, body, at, inserted.length);
                    System.arraycopy(bytes, end, body, at + inserted.length, length - end);
                    return body;
                });
    }

    @Property(tries = 2000)
    void anyValueInAnyFieldIsAcceptedOrRefusedUnquoted(@ForAll("fields") String pointer,
            @ForAll("values") JsonNode value) {
        var body = tree();
        ((ObjectNode) body.at(pointer.substring(0, pointer.lastIndexOf('/'))))
                .set(pointer.substring(pointer.lastIndexOf('/') + 1), value);
        refusalWithoutQuoting(() -> BODIES.bind(body, ApplicationRequest.class),
                value.toString().getBytes(UTF_8));
    }

    @Property(tries = 300)
    void unknownFieldIsRefusedAtEveryLevel(@ForAll("objects") String pointer, @ForAll String name) {
        var body = tree();
        var object = (ObjectNode) (pointer.isEmpty() ? body : body.at(pointer));
        if (object.has(name) || List.of("stateless", "phone", "polygraph", "embassy", "firstContact", "selection",
                "specialCheck", "servicePapers", "polygraphGrounds").contains(name))
            return;
        object.put(name, "x");
        var refused = assertThrows(ProblemException.class, () -> BODIES.bind(body, ApplicationRequest.class));
        assertTrue(refused.faults().stream().anyMatch(fault -> fault.code().equals(ProblemException.UNKNOWN_FIELD)),
                name);
    }

    @Property(tries = 300)
    void repeatedNameIsRefused(@ForAll("fields") String pointer) throws IOException {
        var name = "\"" + pointer.substring(pointer.lastIndexOf('/') + 1) + "\"";
        var text = JSON.writeValueAsString(tree());
        var at = text.indexOf(name + ":");
        var doubled = text.substring(0, at) + name + ":1," + text.substring(at);
        assertEquals("malformed-json",
                assertThrows(ProblemException.class, () -> StrictJson.parsed(doubled.getBytes(UTF_8))).kind().code());
    }

    @Property(tries = 200)
    void textAfterTheEndIsRefused(@ForAll("tails") String tail) {
        assertEquals("malformed-json",
                assertThrows(ProblemException.class, () -> StrictJson.parsed((EXAMPLE + tail).getBytes(UTF_8))).kind()
                        .code());
    }

    @Provide
    Arbitrary<String> tails() {
        return Arbitraries.of("{}", "x", "1", "null", "]", "}", "\"", ",", "// x", "\u0000", "\ufeff")
                .flatMap(tail -> Arbitraries.of("", " ", "\n").map(space -> space + tail));
    }

    @Property(tries = 100)
    void depthIsLimited(@ForAll @IntRange(min = 1, max = 30_000) int depth, @ForAll boolean objects) {
        var open = objects ? "{\"a\":" : "[";
        var body = (open.repeat(depth) + "1" + (objects ? "}" : "]").repeat(depth)).getBytes(UTF_8);
        if (depth <= 16) {
            assertNotNull(StrictJson.parsed(body));
        } else {
            assertEquals("malformed-json",
                    assertThrows(ProblemException.class, () -> StrictJson.parsed(body)).kind().code());
        }
    }

    // ---- text ----

    /** Names of all scripts are accepted: letters, marks, digits and spaces, in NFC. */
    @Property(tries = 2000)
    void nameInAnyScriptIsAcceptedInNormalForm(@ForAll("names") String name) {
        if (name.matches("[\\p{Z}\\p{Cf}]*")) return;
        var body = tree();
        ((ObjectNode) body.get("applicant")).put("name", name);
        var accepted = BODIES.bind(body, ApplicationRequest.class).applicant().name();
        assertEquals(Normalizer.normalize(name, Normalizer.Form.NFC), accepted);
        assertTrue(Normalizer.isNormalized(accepted, Normalizer.Form.NFC));
    }

    @Provide
    Arbitrary<String> names() {
        var kinds = List.of(Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER,
                Character.MODIFIER_LETTER, Character.OTHER_LETTER, Character.NON_SPACING_MARK,
                Character.COMBINING_SPACING_MARK, Character.DECIMAL_DIGIT_NUMBER);
        var letters = Arbitraries.integers().between(0x20, 0x323AF)
                .filter(character -> kinds.contains((byte) Character.getType(character)))
                .filter(character -> !INVISIBLE.contains(character) && (character < 0xfe00 || character > 0xfe0f));
        // Apostrophes, hyphens, dots and spaces, and the joiners of Persian and Indic names.
        var between = Arbitraries.of(0x20, 0x27, 0x2d, 0x2e, 0x2bc, 0x2019, 0xb7, 0x200c, 0x200d);
        return Arbitraries.frequencyOf(Tuple.of(9, letters), Tuple.of(1, between)).list()
                .ofMinSize(1).ofMaxSize(40)
                .map(characters -> characters.stream().collect(StringBuilder::new, StringBuilder::appendCodePoint,
                        StringBuilder::append).toString());
    }

    /** Invisible and reordering characters are refused in each text field, at each position. */
    @Property(tries = 1000)
    void invisibleOrReorderingCharacterIsRefused(@ForAll("invisible") int character, @ForAll @IntRange(max = 4) int at,
            @ForAll("textFields") String pointer) {
        var text = new StringBuilder("Test").insert(at, Character.toString(character)).toString();
        var body = tree();
        ((ObjectNode) body.at(pointer.substring(0, pointer.lastIndexOf('/'))))
                .put(pointer.substring(pointer.lastIndexOf('/') + 1), text);
        var refused = assertThrows(ProblemException.class, () -> BODIES.bind(body, ApplicationRequest.class));
        assertTrue(refused.faults().stream().anyMatch(
                fault -> fault.at().equals(pointer) && fault.code().equals(ProblemException.CONTROL_CHARACTER)),
                () -> Integer.toHexString(character) + " " + refused.faults());
    }

    @Provide
    Arbitrary<Integer> invisible() {
        return Arbitraries.oneOf(Arbitraries.integers().between(0, 0x1f), Arbitraries.integers().between(0x7f, 0x9f),
                Arbitraries.of(0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfffe, 0xffff),
                Arbitraries.of(INVISIBLE), Arbitraries.of(0xad, 0x180e, 0x200b, 0xfeff, 0xfff9, 0xfffb, 0x1d173),
                Arbitraries.integers().between(0x2060, 0x206f), Arbitraries.integers().between(0xe0100, 0xe01ef),
                Arbitraries.integers().between(0x202a, 0x202e), Arbitraries.integers().between(0x2066, 0x2069),
                Arbitraries.integers().between(0xe000, 0xf8ff), Arbitraries.integers().between(0xe0001, 0xe007f),
                Arbitraries.integers().between(0xd800, 0xdfff), Arbitraries.integers().between(0xe1000, 0x10ffff));
    }

    @Provide
    Arbitrary<String> textFields() {
        return Arbitraries.of("/preferredUnit", "/applicant/name", "/applicant/email", "/applicant/document/number",
                "/branch", "/applicant/birthDate");
    }

    @Example
    void nameWithoutAVisibleCharacterIsRefused() {
        for (var name : List.of("\u200c", "\u00a0", "\u2003\u200d", " \u3000", "a\ufe0f\ufe0f", "a\udb40\udd00")) {
            var body = tree();
            ((ObjectNode) body.get("applicant")).put("name", name);
            var refused = assertThrows(ProblemException.class, () -> BODIES.bind(body, ApplicationRequest.class));
            assertEquals(List.of("/applicant/name control-character"),
                    refused.faults().stream().map(fault -> fault.at() + " " + fault.code()).toList());
        }
    }

    /** A joiner in a Persian name, and variants of a Japanese, a Mongolian and a Myanmar character. */
    @Example
    void invisibleCharacterThatAScriptNeedsIsAccepted() {
        for (var name : List.of("\u0646\u06cc\u200c\u0627", "\u8fbb\udb40\udd00\u672c", "\u1820\u180b",
                "\u1000\ufe00")) {
            var body = tree();
            ((ObjectNode) body.get("applicant")).put("name", name);
            assertEquals(name, BODIES.bind(body, ApplicationRequest.class).applicant().name());
        }
    }

    // ---- dates ----

    /** A date is a day of the calendar in one notation. Days that no rule excludes are accepted. */
    @Property(tries = 2000)
    void everyDateIsRealOrRefused(@ForAll("dates") String date) {
        var body = tree();
        ((ObjectNode) body.get("applicant")).put("birthDate", date);
        boolean real = date.matches("\\d{4}-\\d{2}-\\d{2}") && isReal(date);
        try {
            var born = BODIES.bind(body, ApplicationRequest.class).applicant().birthDate();
            assertTrue(real, date);
            assertEquals(date, born.toString());
        } catch (ProblemException refused) {
            assertTrue(refused.faults().stream().anyMatch(fault -> fault.at().equals("/applicant/birthDate")), date);
            assertFalse(real && date.compareTo("1930-01-01") > 0 && date.compareTo("2020-01-01") < 0, date);
        }
    }

    private static boolean isReal(String date) {
        try {
            LocalDate.parse(date);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> dates() {
        var numbers = Arbitraries.integers().between(1900, 2030).flatMap(
                year -> Arbitraries.integers().between(0, 13).flatMap(month -> Arbitraries.integers().between(0, 32)
                        .map(day -> "%04d-%02d-%02d".formatted(year, month, day))));
        return Arbitraries.frequencyOf(Tuple.of(8, numbers),
                Tuple.of(1, Arbitraries.of("1990-1-1", "90-01-01", "+1990-01-01", "-1990-01-01", "19900-01-01",
                        "1990-01-01T00:00:00Z", " 1990-01-01", "1990-01-01\n", "1990-W01-1", "١٩٩٠-٠١-٠١", "0000-00-00",
                        "1900-02-29", "2000-02-29", "1990-01-01Z", "", "today")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(12)));
    }

    // ---- shared ----

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.of("/route", "/branch", "/rankCategory", "/specialities", "/preferredUnit", "/applicant",
                "/applicant/name", "/applicant/birthDate", "/applicant/citizenships", "/applicant/document",
                "/applicant/document/kind", "/applicant/document/country", "/applicant/document/number",
                "/applicant/document/validUntil", "/applicant/email", "/statement", "/statement/presence",
                "/statement/presence/basis", "/statement/convictions", "/statement/voluntary", "/consents",
                "/consents/dataProcessing", "/consents/dataProcessing/given", "/consents/dataProcessing/at",
                "/attested");
    }

    @Provide
    Arbitrary<String> objects() {
        return Arbitraries.of("", "/applicant", "/applicant/document", "/statement", "/statement/presence", "/consents",
                "/consents/dataProcessing");
    }

    @Provide
    Arbitrary<JsonNode> values() {
        var nodes = JsonNodeFactory.instance;
        var plain = Arbitraries
                .oneOf(Arbitraries.strings().ofMaxLength(50).map(text -> (JsonNode) nodes.textNode(text)),
                        Arbitraries.strings().all().ofLength(300).map(text -> (JsonNode) nodes.textNode(text)),
                        Arbitraries.bigIntegers().map(number -> (JsonNode) nodes.numberNode(number)),
                        Arbitraries.doubles().map(number -> (JsonNode) nodes.numberNode(number)),
                        Arbitraries.of(nodes.nullNode(), nodes.booleanNode(true), nodes.booleanNode(false),
                                nodes.arrayNode(),
                                nodes.objectNode()));
        return Arbitraries.oneOf(plain,
                plain.list().ofMaxSize(40).map(elements -> (JsonNode) nodes.arrayNode().addAll(elements)),
                plain.map(value -> (JsonNode) nodes.objectNode().set("given", value)));
    }

    /** The refusal by the action, which must not quote the input; empty if it accepts the input. */
    private static Optional<ProblemException> refusalWithoutQuoting(Runnable action, byte[] sent) {
        try {
            action.run();
            return Optional.empty();
        } catch (ProblemException refused) {
            assertEquals(400, refused.kind().status(), () -> refused.kind().code());
            var shown = refused.faults() + " " + refused.members();
            var text = new String(sent, UTF_8);
            Arrays.stream(text.split("[\"{}\\[\\],: ]+")).filter(piece -> piece.length() > 12
                    && !EXAMPLE.contains(piece) && !piece.matches("[A-Za-z0-9_.-]+"))
                    .forEach(piece -> assertFalse(shown.contains(piece), () -> shown + " quotes " + piece));
            return Optional.of(refused);
        }
    }

    private static ObjectNode tree() {
        try {
            return (ObjectNode) JSON.readTree(EXAMPLE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String example() {
        try {
            return Files.readString(Path.of("docs/examples/in-country.json")).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static StrictBodies bodies() {
        return new StrictBodies(Validation.buildDefaultValidatorFactory().getValidator(),
                EmbassyDirectory.parse(List.of("ca-ottawa;CA;Ottawa;;")), Clock.systemUTC());
    }
}
