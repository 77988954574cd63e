package org.recruitmentintake.api.resource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;

import org.recruitmentintake.application.model.ReaderCount;

/** The last row of a page of readers, as text that fits into an address. */
final class ReaderCursor {

    private ReaderCursor() {}

    static String text(ReaderCount last) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(last.cases());
            out.writeUTF(last.client());
            out.writeUTF(last.person());
            out.writeUTF(last.role());
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException if it is not the text of a cursor */
    static ReaderCount of(String text) {
        try (var in = new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(text)))) {
            var cases = in.readLong();
            var last = new ReaderCount(in.readUTF(), in.readUTF(), in.readUTF(), cases, 0, 0, 0, Instant.EPOCH);
            // Only what text() makes is accepted, and PostgreSQL stores no NUL.
            if (cases >= 0 && text(last).equals(text) && (last.client() + last.person() + last.role()).indexOf(0) < 0) {
                return last;
            }
            throw new IllegalArgumentException("no cursor");
        } catch (IOException tooShort) {
            throw new IllegalArgumentException(tooShort);
        }
    }
}
