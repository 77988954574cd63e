package org.recruitmentintake.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The associated data of a sealed value: its table, row and purpose. A value that is copied to another row or column
 * cannot be opened there.
 *
 * @param row the key of the row
 * @param purpose usually the column
 */
public record AssociatedData(String table, String row, String purpose) {

    public AssociatedData(String table, UUID row, String purpose) {
        this(table, row.toString(), purpose);
    }

    /** Each part is preceded by its length, so that no two places have the same bytes. */
    byte[] bytes() {
        var parts = new byte[][] {table.getBytes(UTF_8), row.getBytes(UTF_8), purpose.getBytes(UTF_8)};
        var bytes = ByteBuffer.allocate(3 * Integer.BYTES + parts[0].length + parts[1].length + parts[2].length);
        for (var part : parts) {
            bytes.putInt(part.length).put(part);
        }
        return bytes.array();
    }
}
