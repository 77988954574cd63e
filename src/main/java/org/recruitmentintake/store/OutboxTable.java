package org.recruitmentintake.store;

import static org.recruitmentintake.application.JournalEntry.Action.FORWARDED;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.JournalEntry;
import org.recruitmentintake.application.Outbox;

/** The outbox in PostgreSQL. Every call is one statement, and commits by itself. */
@ApplicationScoped
public class OutboxTable implements Outbox {

    /** A claim pushes due_at behind its own end, so that one index finds both what is due and what was abandoned. */
    private static final String CLAIM = """
            WITH due AS (
                SELECT id FROM outbox
                WHERE state = 'PENDING' AND due_at <= now() AND NOT address = ANY (?)
                ORDER BY due_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED
            )
            UPDATE outbox o
            SET claim = ?, claims = o.claims + 1, due_at = now() + ? * interval '1 millisecond'
            FROM due WHERE o.id = due.id
            RETURNING o.id, o.application_id, o.kind, o.address, o.data, o.time, o.attempts
            """;

    /**
     * Cases are locked before their rows, as every use case does, and in the order of their ids, so that two relays and
     * a withdrawal never wait for each other in a ring. That the claim still holds is asked again by the DELETE.
     */
    private static final String SETTLE = """
            WITH held AS MATERIALIZED (
                SELECT a.id FROM application a
                WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.claim = ? AND o.id = ANY (?))
                ORDER BY a.id
                FOR NO KEY UPDATE
            ), sent AS (
                DELETE FROM outbox o USING held
                WHERE o.application_id = held.id AND o.claim = ? AND o.id = ANY (?)
                RETURNING o.id, o.application_id, o.kind, o.address, o.attempts
            ), kept AS (
                INSERT INTO forwarded (id, application_id, kind, address, attempts, forwarded_at)
                SELECT id, application_id, kind, address, attempts, now() FROM sent
            ), advanced AS (
                -- A case that was withdrawn while its message was under way stays withdrawn; its journal says both.
                UPDATE application a SET
                    version = a.version + CASE a.state WHEN 'ACCEPTED' THEN 1 ELSE 0 END,
                    updated_at = CASE a.state WHEN 'ACCEPTED' THEN ? ELSE a.updated_at END,
                    state = CASE a.state WHEN 'ACCEPTED' THEN 'FORWARDED' ELSE a.state END,
                    shown_state = CASE a.state WHEN 'ACCEPTED' THEN 'FORWARDED' ELSE a.shown_state END,
                    journal_length = a.journal_length + 1,
                    journal_head = sha256(a.journal_head || ?)
                FROM sent WHERE a.id = sent.application_id AND sent.kind = 'ACCEPTED'
                RETURNING a.id, a.journal_length, a.journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM advanced
            )
            SELECT id FROM sent
            """;

    private static final String POSTPONE = """
            UPDATE outbox
            SET attempts = attempts + 1, due_at = now() + ? * interval '1 millisecond', claim = NULL, last_failure = ?
            WHERE claim = ? AND id = ?
            """;

    private static final String RELEASE = """
            UPDATE outbox
            SET due_at = now() + ? * interval '1 millisecond', claim = NULL
            WHERE claim = ? AND id = ANY (?)
            """;

    private static final String BURY = """
            UPDATE outbox
            SET state = 'DEAD', attempts = attempts + 1, claim = NULL, last_failure = ?
            WHERE claim = ? AND id = ?
            """;

    private static final String NEXT_DUE = """
            SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::bigint AS millis FROM outbox
            WHERE state = 'PENDING' AND NOT address = ANY (?)
            """;

    private final DataSource database;
    private final Clock clock;

    public OutboxTable(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Due> claim(UUID claim, int limit, Duration hold, Collection<String> closed) {
        return Sql.query(database, CLAIM,
                sql -> sql.array("text", closed).bind(limit).bind(claim).bind(hold.toMillis()),
                row -> new Due(Sql.uuid(row, "id"), Sql.uuid(row, "application_id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("address"), row.getBytes("data"), Sql.time(row, "time"), row.getInt("attempts")));
    }

    @Override
    public List<UUID> settled(UUID claim, Collection<UUID> ids) {
        var entry = JournalEntry.ofService(clock.instant(), FORWARDED, null);
        return Sql.query(database, SETTLE,
                sql -> sql.bind(claim).array("uuid", ids).bind(claim).array("uuid", ids)
                        .time(entry.at()).bytes(entry.bytes()).entry(entry),
                row -> Sql.uuid(row, "id"));
    }

    @Override
    public void postpone(UUID claim, UUID id, Duration delay, String failure) {
        run(POSTPONE, sql -> sql.bind(delay.toMillis()).bind(failure).bind(claim).bind(id));
    }

    @Override
    public void release(UUID claim, Collection<UUID> ids, Duration delay) {
        run(RELEASE, sql -> sql.bind(delay.toMillis()).bind(claim).array("uuid", ids));
    }

    @Override
    public void bury(UUID claim, UUID id, String failure) {
        run(BURY, sql -> sql.bind(failure).bind(claim).bind(id));
    }

    @Override
    public Optional<Duration> nextDue(Collection<String> closed) {
        var millis = Sql.query(database, NEXT_DUE, sql -> sql.array("text", closed),
                row -> row.getObject("millis", Long.class));
        return Optional.ofNullable(millis.get(0)).map(left -> Duration.ofMillis(Math.max(0, left)));
    }

    private void run(String text, Sql.Bound bound) {
        try (var sql = Sql.on(database, text)) {
            bound.to(sql).run();
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }
}
