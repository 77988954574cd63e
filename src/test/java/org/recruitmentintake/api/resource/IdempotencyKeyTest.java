package org.recruitmentintake.api.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** The key may be a quoted string (RFC 8941) or a text without quotes. */
class IdempotencyKeyTest {

    private static final String KEY = "5f0f6d3e-0000-4000-8000-000000000001";

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            KEY + ", " + KEY,
            "\"" + KEY + "\", " + KEY,
            "\"two words\", two words",
            "\"a\\\"b\\\\c-1234\", a\"b\\c-1234",
            "sha-256:AbC_=/+.~!#$%&'*^`|, sha-256:AbC_=/+.~!#$%&'*^`|"})
    void quotedStringAndBareTextAreTheSameKey(String header, String key) {
        assertEquals(key, IdempotencyKey.of(List.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short-1", "\"short-1\"", "\"12345678", "12345678\"", "1234\"5678", "\"1234\"5678\"",
            "\"1234\\5678\"", "\"12345678\";a=1", "12345678;a=1", "12345678, 12345678", "1234 5678", "1234\\5678",
            "'12345678\u00e9", "\"12345678\u00e9\"", "\"1234\t5678\"", "\"\""})
    void malformedKeyIsRefused(String header) {
        assertEquals(ProblemKind.INVALID_HEADER,
                assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of(header))).kind());
    }

    static Stream<List<String>> blankHeaders() { return Stream.of(List.of(), List.of(""), List.of("  ", "")); }

    @ParameterizedTest
    @MethodSource("blankHeaders")
    void blankKeyIsMissing(List<String> lines) {
        assertEquals(ProblemKind.IDEMPOTENCY_KEY_MISSING,
                assertThrows(ProblemException.class, () -> IdempotencyKey.of(lines)).kind());
    }

    @Test
    void severalHeadersMustHaveTheSameKey() {
        assertEquals("12345678", IdempotencyKey.of(List.of("12345678", "\"12345678\"")));
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("12345678", "87654321")));
    }

    @Test
    void lengthCountsTheTextWithoutQuotes() {
        var key = "\\\"".repeat(128);
        assertEquals(128, IdempotencyKey.of(List.of("\"" + key + "\"")).length());
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("\"" + key + "a\"")));
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("a".repeat(129))));
        assertThrows(ProblemException.class, () -> IdempotencyKey.of(List.of("\"" + "a".repeat(15_000) + "\"")));
    }
}
