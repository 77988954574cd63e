package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxEntry;
import org.recruitmentintake.application.port.OutboxState;
import org.recruitmentintake.application.port.Resubmissions;
import org.recruitmentintake.application.port.WaitingMessages;
import org.recruitmentintake.eligibility.facts.Branch;

/** The outbox as operators see it. Every call is one statement, and commits by itself. */
@ApplicationScoped
public class WaitingMessageTable implements WaitingMessages {

    private static final String LIST = """
            SELECT id, kind, branch, state, attempts, last_failure, created_at, due_at FROM outbox
            WHERE state = :state AND (created_at, id) > (:after::timestamptz, :afterId::uuid)
            ORDER BY created_at, id LIMIT :limit
            """;

    /** The end of both statements that resubmit: an entry in the journal of each case tells by whom. */
    private static final String RECORD_RESUBMITTED = """
            , resubmitted AS (
                SELECT application_id, bool_or(kind = 'ACCEPTED') AS visible FROM again GROUP BY application_id
            ), changed AS (
                UPDATE application a SET
                    version = CASE WHEN resubmitted.visible THEN a.version + 1 ELSE a.version END,
                    updated_at = CASE WHEN resubmitted.visible THEN :at ELSE a.updated_at END,
                    journal_length = a.journal_length + 1, journal_head = sha256(a.journal_head || :entry)
                FROM resubmitted WHERE a.id = resubmitted.application_id
                RETURNING a.id, a.journal_length, a.journal_head
            )""" + JournalTable.ENTERED;

    /** The case is locked first, as everywhere; two resubmissions of the same row make one entry. */
    private static final String RESUBMIT = """
            WITH held AS MATERIALIZED (
                SELECT a.id FROM application a WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.id = :id)
                FOR NO KEY UPDATE
            ), again AS (
                UPDATE outbox o SET state = 'PENDING', attempts = 0, due_at = now()
                FROM held WHERE o.application_id = held.id AND o.id = :id AND o.state = 'DEAD'
                RETURNING o.*
            )""" + RECORD_RESUBMITTED + """
            SELECT id, kind, branch, state, attempts, last_failure, created_at, due_at FROM again
            """;

    /**
     * The oldest first. A locked case is skipped, so that it does not hold up the others, and its message stays dead.
     * The count of dead messages includes those that are resubmitted.
     */
    private static final String RESUBMIT_ALL = """
            WITH dead AS MATERIALIZED (
                SELECT id, application_id, created_at FROM outbox
                WHERE state = 'DEAD' AND branch = :branch AND last_failure = :failure
            ), oldest AS (
                SELECT id, application_id FROM dead ORDER BY created_at, id LIMIT :limit
            ), held AS MATERIALIZED (
                SELECT a.id FROM application a WHERE a.id IN (SELECT application_id FROM oldest)
                ORDER BY a.id
                FOR NO KEY UPDATE SKIP LOCKED
            ), again AS (
                UPDATE outbox o SET state = 'PENDING', attempts = 0, due_at = now()
                FROM held, oldest
                WHERE o.id = oldest.id AND o.application_id = held.id AND o.state = 'DEAD'
                RETURNING o.*
            )""" + RECORD_RESUBMITTED + """
            SELECT (SELECT count(*) FROM again) AS resubmitted, (SELECT count(*) FROM dead) AS dead
            """;

    private final DataSource database;

    public WaitingMessageTable(DataSource database) {
        this.database = database;
    }

    @Override
    public List<OutboxEntry> list(OutboxState state, Cursor after, int limit) {
        return Sql.query(database, LIST, sql -> sql.set("state", state).setAfter(after).set("limit", limit),
                WaitingMessageTable::entry);
    }

    @Override
    public Optional<OutboxEntry> resubmit(UUID id, JournalEntry entry) {
        return Sql.query(database, RESUBMIT, sql -> sql.set("id", id).setEntry(entry),
                WaitingMessageTable::entry).stream().findFirst();
    }

    @Override
    public Resubmissions resubmitAll(Branch branch, String failure, int limit, JournalEntry entry) {
        return Sql.query(database, RESUBMIT_ALL,
                sql -> sql.set("branch", branch).set("failure", failure).set("limit", limit).setEntry(entry),
                row -> new Resubmissions(row.getInt("resubmitted"), row.getInt("dead") - row.getInt("resubmitted")))
                .get(0);
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        return new OutboxEntry(Sql.uuid(row, "id"), MessageKind.valueOf(row.getString("kind")), row.getString("branch"),
                OutboxState.valueOf(row.getString("state")), row.getInt("attempts"), row.getString("last_failure"),
                Sql.time(row, "created_at"), Sql.time(row, "due_at"));
    }
}
