package org.recruitmentintake.application.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** The last row of the page before; null for the first page. */
public record Cursor(Instant at, UUID id) {

    // The database cannot hold every time that a forged cursor can.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** @throws IllegalArgumentException if it is not the text form of a cursor */
    public static Cursor of(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var at = Instant.ofEpochSecond(bytes.getLong(), bytes.getInt());
            if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) throw new DateTimeException("not a time of a case");
            var cursor = new Cursor(at, new UUID(bytes.getLong(), bytes.getLong()));
            // One cursor has one text: bytes after its end, unused bits and padding are refused.
            if (!cursor.text().equals(text)) throw new IllegalArgumentException("not the text of this cursor");
            return cursor;
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
            // Seconds beyond what an Instant can hold fail before they can be compared.
            throw new IllegalArgumentException("not a cursor", e);
        }
    }

    /** A form that fits into an address. */
    public String text() {
        var bytes = ByteBuffer.allocate(28).putLong(at.getEpochSecond()).putInt(at.getNano())
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
