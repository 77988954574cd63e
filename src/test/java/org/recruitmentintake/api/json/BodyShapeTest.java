package org.recruitmentintake.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.recruitmentintake.api.ProbeResource.Form;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Fault;

/** Each value of a generated body fits its type or is refused. */
class BodyShapeTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JavaType STRING = StrictJson.MAPPER.constructType(String.class);

    @Property(tries = 2_000)
    void fittedBodyIsBoundAndEveryFaultHasAPointer(@ForAll("bodies") JsonNode body) throws Exception {
        var type = StrictJson.MAPPER.constructType(Form.class);
        var read = StrictJson.parsed(body.toString().getBytes(StandardCharsets.UTF_8));
        var shape = new BodyShape();

        var fitted = shape.fitted(read, type, "");

        if (fitted != null) StrictJson.MAPPER.treeToValue(fitted, type);
        for (var fault : shape.faults()) {
            var parent = fault.at().isEmpty() ? "" : fault.at().substring(0, fault.at().lastIndexOf('/'));
            assertFalse(read.at(parent).isMissingNode(), fault.at());
        }
        if (shape.faults().isEmpty()) assertEquals(read.size(), fitted.size());
    }

    @Property(tries = 2_000)
    void textIsRefusedOrNormalised(@ForAll String text) {
        var shape = new BodyShape();

        var fitted = shape.fitted(JSON.textNode(text), STRING, "");

        assertEquals(RefusedCharacters.areIn(text), fitted == null);
        if (fitted != null) {
            assertTrue(Normalizer.isNormalized(fitted.textValue(), Normalizer.Form.NFC));
            assertFalse(RefusedCharacters.areIn(fitted.textValue()));
        }
    }

    /** 1,200 characters, which would be 600 in normal form, and thereby not too long. */
    @Example
    void lengthOfTextIsCheckedBeforeItIsNormalised() {
        var shape = new BodyShape();

        var fitted = shape.fitted(JSON.textNode("e\u0301".repeat(600)), STRING, "/name");

        assertEquals(List.of(ProblemException.TOO_LONG), shape.truncated().stream().map(Fault::code).toList());
        assertEquals("\u00e9".repeat(512), fitted.textValue());
    }

    @Provide
    Arbitrary<JsonNode> bodies() {
        var names = Arbitraries.of("name", "born", "colour", "signedAt", "stateless", "reference", "country",
                "papers", "colours", "kind", "notes", "unknown", "a/b", "");
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries
                        .of("Ada", "", "2020-01-01", "2020-13-01", "BLUE", "2020-01-01T00:00:00Z", "-1",
                                "\u202e")
                        .map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode), Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.integers().between(0, 9).map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode), Arbitraries.just(JSON.nullNode()));
        Arbitrary<JsonNode> shallow = Arbitraries.oneOf(scalars, objects(names, scalars), arrays(scalars));
        Arbitrary<JsonNode> deeper = Arbitraries.oneOf(scalars, objects(names, shallow), arrays(shallow));
        return Arbitraries.oneOf(objects(names, deeper), deeper);
    }

    private static Arbitrary<JsonNode> objects(Arbitrary<String> names, Arbitrary<JsonNode> values) {
        return Arbitraries.maps(names, values).ofMaxSize(12).map(fields -> JSON.objectNode().setAll(fields));
    }

    private static Arbitrary<JsonNode> arrays(Arbitrary<JsonNode> values) {
        return values.list().ofMaxSize(4).map((List<JsonNode> elements) -> JSON.arrayNode().addAll(elements));
    }
}
