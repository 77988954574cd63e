package org.recruitmentintake.store;

import static org.recruitmentintake.application.model.JournalAction.FORWARDED;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.Outbox;

/** Records that the broker has accepted messages: each leaves the outbox, and its case is forwarded. */
record Settlement(DataSource database, Clock clock, Outbox outbox) {

    /**
     * The end of both statements: the message is forwarded, and so is its case if it was accepted. The state was read
     * under the lock. A condition on the state of {@code a} would let the planner read every case that was ever handed
     * over, while the table has no statistics yet.
     */
    private static final String ADVANCE = """
            , kept AS (
                INSERT INTO forwarded (id, application_id, kind, branch, attempts, forwarded_at)
                SELECT id, application_id, kind, branch, attempts, now() FROM sent
            ), changed AS (
                UPDATE application a SET
                    version = a.version + 1, updated_at = :at, state = 'FORWARDED',
                    journal_length = a.journal_length + 1, journal_head = sha256(a.journal_head || :entry)
                FROM sent WHERE a.id = sent.application_id AND sent.kind = 'ACCEPTED' AND sent.state = 'ACCEPTED'
                RETURNING a.id, a.journal_length, a.journal_head
            )""" + JournalTable.ENTERED + """
            SELECT id FROM sent
            """;

    /**
     * Locks cases before their rows, as all use cases do, and in the order of their ids, so that two relays and a
     * withdrawal cannot deadlock. The DELETE checks the claim again: a withdrawal may have deleted the row under the
     * same lock.
     */
    private static final String SENT = """
            WITH held AS MATERIALIZED (
                SELECT a.id, a.state FROM application a
                WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.claim = :claim AND o.id = ANY (:ids))
                ORDER BY a.id
                FOR NO KEY UPDATE
            ), sent AS (
                DELETE FROM outbox o USING held
                WHERE o.application_id = held.id AND o.claim = :claim AND o.id = ANY (:ids)
                RETURNING o.id, o.application_id, o.kind, o.branch, o.attempts, held.state
            )""" + ADVANCE;

    /** The rows that are not locked, if a case or a row stays locked for longer than lock_timeout. */
    private static final String SENT_UNLOCKED = """
            WITH held AS MATERIALIZED (
                SELECT a.id, a.state FROM application a
                WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.claim = :claim AND o.id = ANY (:ids))
                ORDER BY a.id
                FOR NO KEY UPDATE SKIP LOCKED
            ), sent AS (
                DELETE FROM outbox o USING held
                WHERE o.application_id = held.id AND o.ctid = ANY (ARRAY(
                    SELECT ctid FROM outbox WHERE claim = :claim AND id = ANY (:ids) FOR UPDATE SKIP LOCKED))
                RETURNING o.id, o.application_id, o.kind, o.branch, o.attempts, held.state
            )""" + ADVANCE;

    /** Integrity (23) and data (22) errors: repeating the statement would never mend them. */
    private static final Set<String> OF_THE_ROW = Set.of("22", "23");

    /** Returns the ids of the messages that were recorded; the others are no longer claimed, locked, or dead. */
    List<UUID> record(UUID claim, Collection<UUID> ids) {
        return record(SENT, claim, ids);
    }

    private List<UUID> record(String statement, UUID claim, Collection<UUID> ids) {
        var entry = JournalEntry.ofService(clock.instant(), FORWARDED, null);
        try {
            return Sql.query(database, statement,
                    sql -> sql.set("claim", claim).setArray("ids", "uuid", ids).setEntry(entry),
                    row -> Sql.uuid(row, "id"));
        } catch (SqlFailure failure) {
            if (failure.state().equals(Sql.LOCK_TIMEOUT) && statement.equals(SENT)) {
                return record(SENT_UNLOCKED, claim, ids);
            }
            if (!OF_THE_ROW.contains(failure.errorClass())) throw failure;
            return oneByOne(statement, claim, ids);
        }
    }

    /** Records each message alone, so that a case that cannot be written, such as a tampered one, blocks no other. */
    private List<UUID> oneByOne(String statement, UUID claim, Collection<UUID> ids) {
        if (ids.size() > 1) {
            return ids.stream().flatMap(id -> record(statement, claim, List.of(id)).stream()).toList();
        }
        outbox.markDead(claim, ids.iterator().next(), "sent-but-not-recorded");
        return List.of();
    }
}
