package org.recruitmentintake.api.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** The parser of request bodies: one JSON text in UTF-8, of bounded size and depth. */
public final class StrictJson {

    /** Bytes of the largest body; a complete application is a tenth of it. */
    public static final int LARGEST = 64 * 1024;

    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 64;

    static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    // Caches of member names: a body of many names with the same hash would make the parser fail.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(LARGEST)
                            .maxNameLength(LARGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new JavaTimeModule())
            .build();

    private StrictJson() {}

    /**
     * Reads one JSON text (RFC 8259).
     *
     * @throws ProblemException as malformed: no UTF-8, no JSON, a name twice in one object, text after its end, too
     *            deep
     */
    static JsonNode parsed(byte[] bytes) {
        try {
            // Jackson's own decoder lets some ill-formed sequences pass.
            return MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemKind.MALFORMED_JSON);
        } catch (JacksonException e) {
            var refused = new ProblemException(ProblemKind.MALFORMED_JSON);
            var location = e.getLocation();
            throw location == null ? refused
                    : refused.with("line", location.getLineNr()).with("column", location.getColumnNr());
        }
    }
}
