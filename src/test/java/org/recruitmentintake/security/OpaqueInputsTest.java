package org.recruitmentintake.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.recruitmentintake.application.model.Cursor;

/** Attack: a forged or edited cursor causes an unhandled failure. */
class OpaqueInputsTest {

    private static final String CURSOR = new Cursor(Instant.parse("2026-03-02T10:11:12.131415Z"), new UUID(7, -8))
            .text();

    @Example
    void cursorOfATimeOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Cursor.of("f_________9_____AAAAAAAAAAAAAAAAAAAAAA"));
    }

    @Example
    void cursorOfTheServiceIsRead() {
        assertEquals(CURSOR, Cursor.of(CURSOR).text());
    }

    @Property(tries = 5_000)
    void anyBytesAreACursorOrRefused(@ForAll @Size(max = 40) byte[] bytes) {
        assertReadOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Property(tries = 5_000)
    void anyNumbersAreACursorOrRefused(@ForAll long seconds, @ForAll int nanos, @ForAll long most,
            @ForAll long least) {
        Statistics.collect(assertReadOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(28).putLong(seconds).putInt(nanos).putLong(most).putLong(least).array())));
        Statistics.coverage(tried -> {
            tried.check(true).count(read -> read > 0);
            tried.check(false).count(refused -> refused > 0);
        });
    }

    @Property(tries = 5_000)
    void editedCursorIsACursorOrRefused(@ForAll @IntRange(max = 37) int at, @ForAll char character,
            @ForAll boolean doubled) {
        assertReadOrRefused(CURSOR.substring(0, at) + character + CURSOR.substring(doubled ? at : at + 1));
    }

    @Property(tries = 2_000)
    void anyTextIsACursorOrRefused(@ForAll String text) { assertReadOrRefused(text); }

    /** Whether the text is read; the resource answers the exception of a refused text with 400. */
    private static boolean assertReadOrRefused(String text) {
        try {
            assertEquals(text, Cursor.of(text).text());
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
