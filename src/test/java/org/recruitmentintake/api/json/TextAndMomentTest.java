package org.recruitmentintake.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.Fault;

/** Which characters a text may hold, and how a moment is written. */
class TextAndMomentTest {

    @ParameterizedTest
    @ValueSource(strings = {"محمد\u200F علي", "\u200Fمحمد", "דוד\u200E כהן", "محمد\u061C 12", "Test Alpha"})
    void directionMarksInRightToLeftTextAreAccepted(String text) {
        assertFalse(RefusedCharacters.areIn(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Test\u200FAlpha", "\u200E", "Te\uFFFDt", "محمد\uFFFD", "محمد\u202E", "محمد\u2067علي\u2069",
            "Te\uFFFCt"})
    void reorderingOrInvisibleCharactersAreRefused(String text) {
        assertTrue(RefusedCharacters.areIn(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-31T09:30:00Z", "2026-03-31t09:30:00.123456789z", "2026-03-31T23:59:59+14:00"})
    void momentWithSecondsAndOffsetIsAccepted(String text) {
        assertEquals(List.of(), faults(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-31T24:00:00Z", "2016-12-31T23:59:60Z", "2026-03-31T09:30Z", "2026-03-31",
            "2026-03-31 09:30:00Z", "2026-02-30T09:30:00Z", "2026-03-31T09:30:00", "+12026-03-31T09:30:00Z",
            "2026-03-31T09:30:00+24:00", "20260331T093000Z"})
    void otherFormsOfAMomentAreRefused(String text) {
        assertEquals(List.of("invalid-moment"), faults(text));
    }

    private static List<String> faults(String text) {
        var shape = new BodyShape();
        shape.fitted(TextNode.valueOf(text), StrictJson.MAPPER.constructType(Instant.class), "/at");
        return shape.faults().stream().map(Fault::code).toList();
    }
}
