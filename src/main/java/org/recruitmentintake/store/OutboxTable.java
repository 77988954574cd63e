package org.recruitmentintake.store;

import static java.time.ZoneOffset.UTC;
import static org.recruitmentintake.application.JournalEntry.Action.FORWARDED;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
     * Cases are locked before their rows, as every use case does, and in the order of their ids, so that two relays and a
     * withdrawal never wait for each other in a ring. That the claim still holds is asked again by the DELETE.
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
        return run(CLAIM, (connection, statement) -> {
            statement.setArray(1, connection.createArrayOf("text", closed.toArray()));
            statement.setInt(2, limit);
            statement.setObject(3, claim);
            statement.setLong(4, hold.toMillis());
            return list(statement, row -> new Due(row.getObject("id", UUID.class),
                    row.getObject("application_id", UUID.class), Kind.valueOf(row.getString("kind")),
                    row.getString("address"), row.getBytes("data"),
                    row.getObject("time", OffsetDateTime.class).toInstant(), row.getInt("attempts")));
        });
    }

    @Override
    public List<UUID> settled(UUID claim, Collection<UUID> ids) {
        var entry = JournalEntry.ofService(clock.instant(), FORWARDED, null);
        var at = entry.at().atOffset(UTC);
        return run(SETTLE, (connection, statement) -> {
            var rows = connection.createArrayOf("uuid", ids.toArray());
            statement.setObject(1, claim);
            statement.setArray(2, rows);
            statement.setObject(3, claim);
            statement.setArray(4, rows);
            statement.setObject(5, at);
            statement.setBytes(6, entry.bytes());
            statement.setObject(7, at);
            statement.setString(8, entry.client());
            statement.setString(9, entry.actor());
            statement.setString(10, entry.role());
            statement.setString(11, entry.action().name());
            statement.setString(12, entry.detail());
            return list(statement, row -> row.getObject("id", UUID.class));
        });
    }

    @Override
    public void postpone(UUID claim, UUID id, Duration delay, String failure) {
        run(POSTPONE, (connection, statement) -> {
            statement.setLong(1, delay.toMillis());
            statement.setString(2, failure);
            statement.setObject(3, claim);
            statement.setObject(4, id);
            return statement.executeUpdate();
        });
    }

    @Override
    public void release(UUID claim, Collection<UUID> ids, Duration delay) {
        run(RELEASE, (connection, statement) -> {
            statement.setLong(1, delay.toMillis());
            statement.setObject(2, claim);
            statement.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
            return statement.executeUpdate();
        });
    }

    @Override
    public void bury(UUID claim, UUID id, String failure) {
        run(BURY, (connection, statement) -> {
            statement.setString(1, failure);
            statement.setObject(2, claim);
            statement.setObject(3, id);
            return statement.executeUpdate();
        });
    }

    @Override
    public Optional<Duration> nextDue(Collection<String> closed) {
        return run(NEXT_DUE, (connection, statement) -> {
            statement.setArray(1, connection.createArrayOf("text", closed.toArray()));
            var millis = list(statement, row -> row.getObject("millis", Long.class)).get(0);
            return Optional.ofNullable(millis).map(left -> Duration.ofMillis(Math.max(0, left)));
        });
    }

    @FunctionalInterface
    private interface Work<T> {

        T on(Connection connection, PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Row<T> {

        T read(ResultSet row) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work) {
        try (var connection = database.getConnection(); var statement = connection.prepareStatement(sql)) {
            return work.on(connection, statement);
        } catch (SQLException failure) {
            throw new DatabaseFailure(failure);
        }
    }

    private static <T> List<T> list(PreparedStatement statement, Row<T> row) throws SQLException {
        var rows = new ArrayList<T>();
        try (var results = statement.executeQuery()) {
            while (results.next()) {
                rows.add(row.read(results));
            }
        }
        return rows;
    }
}
