package org.recruitmentintake.application.model;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * The last change of the page before, by which the next page begins.
 *
 * @param database the identity of one history of one database
 * @param transaction number of the transaction that changed the case
 */
public record ChangeCursor(long database, long transaction, UUID id) {

    private static final int BYTES = 4 * Long.BYTES;

    /** @throws IllegalArgumentException if it is not the text form of a cursor */
    public static ChangeCursor of(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            var cursor = new ChangeCursor(bytes.getLong(), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
            // One cursor has one text: bytes after its end, unused bits and padding are refused.
            if (cursor.transaction < 0 || !cursor.text().equals(text)) {
                throw new IllegalArgumentException("not the text of this cursor");
            }
            return cursor;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("not a cursor", e);
        }
    }

    /** A form that fits into an address. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(BYTES).putLong(database)
                .putLong(transaction).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array());
    }
}
