package org.recruitmentintake.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * One line of a case's journal: who did or read what, and when. Holds no personal data of the applicant, and nothing
 * that erasure destroys.
 *
 * @param at to the microsecond, which is what the database keeps
 * @param client id of the client that the token was given to
 * @param actor the person behind the client, or the client itself
 * @param role as in the token, or {@code service}
 * @param detail a code with details, never a value that was sent; may be null
 */
public record JournalEntry(Instant at, String client, String actor, String role, JournalAction action, String detail) {

    private static final int ABSENT = -1;

    public JournalEntry {
        at = at.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(client);
        Objects.requireNonNull(actor);
        Objects.requireNonNull(role);
        Objects.requireNonNull(action);
    }

    /** An action or read of a client. */
    public static JournalEntry by(Client client, Instant at, JournalAction action, String detail) {
        return new JournalEntry(at, client.id(), client.person(), client.role().claim(), action, detail);
    }

    /** An action of the service itself. */
    public static JournalEntry ofService(Instant at, JournalAction action, String detail) {
        return new JournalEntry(at, "service", "service", "service", action, detail);
    }

    /**
     * The bytes that are hashed into the chain: each field is preceded by its length, so that no two entries have the
     * same bytes. Old entries are verified with this form, so it must not change; a new form needs a new number.
     */
    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeByte(1);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            for (var field : new String[] {client, actor, role, action.name(), detail}) {
                write(out, field);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String field) throws IOException {
        if (field == null) {
            out.writeInt(ABSENT);
            return;
        }
        var text = field.getBytes(UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}
