package org.recruitmentintake.api.resource;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** Parses lists of entity tags (RFC 9110, 8.8.3 and 13.1). */
class EntityTagsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"7\"               | 7",
            "\"7-uk\"            | 7-uk",
            "\"\"                | ``",
            "\"9\", \"7\"        | 9 7",
            "\"9\",\"7\"         | 9 7",
            "\"9\"\t,\t\"7\"     | 9 7",
            ", \"9\",, \"7\",    | 9 7",
            "\"a,b\", \"c\"      | a,b c",
            "\"W/\"              | W/",
            "\"é~!#\"            | é~!#",
            "W/\"7\"             | weak:7",
            "W/\"9\", \"7\"      | weak:9 7"})
    void everyTagOfAListIsRead(String header, String tags) {
        assertEquals(tags, of(header).tags().stream().map(tag -> (tag.isWeak() ? "weak:" : "") + tag.getValue())
                .collect(joining(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "nonsense", "\"7", "7\"", "'7'", "\"7\"\"8\"", "\"7\" \"8\"", "\"7\";q=1", "*, \"7\"",
            "\"7\", *", "**", "w/\"7\"", "W\"7\"", "W/ \"7\"", "W/7", ",", " , ", "\"a b\"", "\"a\tb\"", "\"a\u007f\"",
            "\"a\u0100\"", "\"7\", 8", "null"})
    void malformedListIsRefused(String header) {
        var refused = assertThrows(ProblemException.class, () -> of(header));
        assertEquals(ProblemKind.INVALID_HEADER, refused.kind());
        assertEquals("If-Match", refused.faults().get(0).at());
    }

    @Test
    void severalHeadersAreOneList() {
        assertEquals(of("\"9\", \"7\""), EntityTags.of("If-Match", List.of("\"9\"", "\"7\"")));
        assertThrows(ProblemException.class, () -> EntityTags.of("If-Match", List.of("*", "\"7\"")));
    }

    @Test
    void weakTagMatchesOnlyByTheWeakComparison() {
        assertTrue(of("\"7\"").matchStrongly("7"::equals));
        assertFalse(of("W/\"7\"").matchStrongly("7"::equals));
        assertTrue(of("W/\"7\"").matchWeakly("7"));
        assertFalse(of("W/\"7\"").matchWeakly("8"));
    }

    @Test
    void asteriskMatchesEverything() {
        assertTrue(of(" * ").matchStrongly("7"::equals));
        assertTrue(of("*").matchWeakly("7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\",", "W/\"7\" ,"})
    void everyTagOfALongHeaderIsRead(String part) {
        var count = 16_000 / part.length();
        assertEquals(count, of(part.repeat(count)).tags().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " ", " ,"})
    void longHeaderWithoutATagIsRefused(String part) {
        assertThrows(ProblemException.class, () -> of(part.repeat(16_000 / part.length())));
    }

    private static EntityTags of(String header) { return EntityTags.of("If-Match", List.of(header)); }
}
