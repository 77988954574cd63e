package org.recruitmentintake.application.port;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** The cases of one posting client in the order in which their last changes were committed. */
public interface ChangeFeed {

    /**
     * The next cases that have changed since, each once, as it is now; an erased one as such. Ends behind the oldest
     * transaction that is still open, so that a change which is committed later always comes later.
     *
     * @param since where the page before ended; null for the beginning
     * @return empty if the cursor belongs to another database, or to a time from which the database was restored:
     *            what it left behind may have changed without a trace, so the client begins again
     */
    Optional<Page> changes(String owner, Cursor since, int limit);

    /** A page, and where to go on: also behind the last case there is. */
    record Page(List<Changed> cases, Cursor next) {
    }

    /** A case that has changed, without anything personal. */
    record Changed(UUID id, Route route, Branch branch, String embassy, State state, boolean attention,
            ForwardingState forwarding, int version, Instant createdAt, Instant updatedAt) {
    }

    /**
     * A place in the order of changes.
     *
     * @param database tells one history of one database from another
     * @param transaction number of the transaction that changed the case
     */
    record Cursor(long database, long transaction, UUID id) {

        private static final int BYTES = 4 * Long.BYTES;

        /** @throws IllegalArgumentException if it is not the text form of a cursor */
        public static Cursor of(String text) {
            try {
                var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
                var cursor = new Cursor(bytes.getLong(), bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong()));
                // One cursor has one text: bytes after its end, unused bits and padding are refused.
                if (cursor.transaction < 0 || !cursor.text().equals(text)) {
                    throw new IllegalArgumentException("not as written here");
                }
                return cursor;
            } catch (BufferUnderflowException e) {
                throw new IllegalArgumentException("no cursor", e);
            }
        }

        /** A form that fits into an address. */
        public String text() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(BYTES).putLong(database)
                    .putLong(transaction).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                    .array());
        }
    }
}
