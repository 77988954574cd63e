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
import org.recruitmentintake.application.model.Cursor;

/** Attack: a forged or edited cursor causes an unhandled failure. */
class OpaqueInputsTest {

    private static final String OURS = new Cursor(Instant.parse("2026-03-02T10:11:12.131415Z"), new UUID(7, -8))
            .text();

    @Example
    void aCursorOfAnAbsurdTimeIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Cursor.of("f_________9_____AAAAAAAAAAAAAAAAAAAAAA"));
    }

    @Example
    void aCursorOfOursIsRead() {
        assertEquals(OURS, Cursor.of(OURS).text());
    }

    @Property(tries = 5_000)
    void anyBytesAreACursorOrRefused(@ForAll @Size(max = 40) byte[] bytes) {
        assertReadOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Property(tries = 5_000)
    void anyNumbersAreACursorOrRefused(@ForAll long seconds, @ForAll int nanos, @ForAll long most,
            @ForAll long least) {
        assertReadOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(
                ByteBuffer.allocate(28).putLong(seconds).putInt(nanos).putLong(most).putLong(least).array()));
    }

    @Property(tries = 5_000)
    void editedCursorIsACursorOrRefused(@ForAll @IntRange(max = 37) int at, @ForAll char character,
            @ForAll boolean doubled) {
        assertReadOrRefused(OURS.substring(0, at) + character + OURS.substring(doubled ? at : at + 1));
    }

    @Property(tries = 2_000)
    void anyTextIsACursorOrRefused(@ForAll String text) { assertReadOrRefused(text); }

    private static void assertReadOrRefused(String text) {
        try {
            assertEquals(text, Cursor.of(text).text());
        } catch (IllegalArgumentException refused) {
            // The resource answers it with 400.
        }
    }
}
