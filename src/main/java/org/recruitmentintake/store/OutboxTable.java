package org.recruitmentintake.store;

import static org.recruitmentintake.application.JournalEntry.Action.FORWARDED;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.JournalEntry;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.Register.Position;
import org.recruitmentintake.store.Sql.Failure;

/** The outbox in PostgreSQL. Every call is one statement, and commits by itself. */
@ApplicationScoped
public class OutboxTable implements Outbox {

    /**
     * A claim pushes due_at behind its own end, so that one index finds both what is due and what was abandoned. The rows are
     * updated by their places, which the lock holds still: so a claim costs its rows, however long the backlog.
     */
    private static final String CLAIM = """
            UPDATE outbox SET claim = ?, claims = claims + 1, due_at = now() + ? * interval '1 millisecond'
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox
                WHERE state = 'PENDING' AND due_at <= now() AND NOT branch = ANY (?)
                ORDER BY due_at
                LIMIT ?
                FOR UPDATE SKIP LOCKED))
            RETURNING id, application_id, kind, branch, data, time, attempts
            """;

    /**
     * Cases are locked before their rows, as every use case does, and in the order of their ids, so that two relays and
     * a withdrawal never wait for each other in a ring. That the claim still holds is asked again by the DELETE. Whoever
     * ends a case drops its message under the same lock: then there is no row to settle any more.
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
                RETURNING o.id, o.application_id, o.kind, o.branch, o.attempts
            ), kept AS (
                INSERT INTO forwarded (id, application_id, kind, branch, attempts, forwarded_at)
                SELECT id, application_id, kind, branch, attempts, now() FROM sent
            ), advanced AS (
                UPDATE application a SET
                    version = a.version + 1, updated_at = ?, state = 'FORWARDED', shown_state = 'FORWARDED',
                    journal_length = a.journal_length + 1, journal_head = sha256(a.journal_head || ?)
                FROM sent WHERE a.id = sent.application_id AND sent.kind = 'ACCEPTED' AND a.state = 'ACCEPTED'
                RETURNING a.id, a.journal_length, a.journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM advanced
            )
            SELECT id FROM sent
            """;

    /** A row that somebody keeps locked is left to the end of its hold: whoever waited for it would hold up the others. */
    private static final String CLAIMED = """
            = ANY (ARRAY(SELECT ctid FROM outbox WHERE claim = ? AND %s FOR UPDATE SKIP LOCKED))
            """;

    /** For when somebody keeps a case or a row locked for longer than we wait: the others of its window. */
    private static final String SETTLE_UNLOCKED = SETTLE.replace("FOR NO KEY UPDATE", "FOR NO KEY UPDATE SKIP LOCKED")
            .replace("held.id AND o.claim = ? AND o.id = ANY (?)",
                    "held.id AND o.ctid " + CLAIMED.formatted("id = ANY (?)"));

    private static final String POSTPONE = """
            UPDATE outbox
            SET attempts = attempts + 1, due_at = now() + ? * interval '1 millisecond', claim = NULL, last_failure = ?
            WHERE ctid """ + CLAIMED.formatted("id = ?");

    private static final String RELEASE = """
            UPDATE outbox
            SET due_at = now() + ? * interval '1 millisecond', claim = NULL
            WHERE ctid """ + CLAIMED.formatted("id = ANY (?)");

    /** By their due times, which the index has and which a hold bounds; what is due by now is free anyway. */
    private static final String ABANDON = """
            UPDATE outbox SET due_at = now(), claim = NULL
            WHERE ctid """ + CLAIMED.formatted(
            "state = 'PENDING' AND due_at BETWEEN now() AND now() + ? * interval '1 millisecond'");

    private static final String BURY = """
            UPDATE outbox
            SET state = 'DEAD', attempts = attempts + 1, claim = NULL, last_failure = ?
            WHERE ctid """ + CLAIMED.formatted("id = ?");

    private static final String NEXT_DUE = """
            SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::bigint AS millis FROM outbox
            WHERE state = 'PENDING' AND NOT branch = ANY (?)
            """;

    private static final String WAITING = "id, kind, branch, state, attempts, last_failure, created_at, due_at";

    private static final String LIST = """
            SELECT %s FROM outbox WHERE state = ? AND (created_at, id) > (?::timestamptz, ?::uuid)
            ORDER BY created_at, id LIMIT ?
            """.formatted(WAITING);

    /** The case is locked first, as everywhere; two who resubmit the same row make one entry. */
    private static final String RESUBMIT = """
            WITH held AS MATERIALIZED (
                SELECT a.id FROM application a WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.id = ?)
                FOR NO KEY UPDATE
            ), again AS (
                UPDATE outbox o SET state = 'PENDING', attempts = 0, due_at = now()
                FROM held WHERE o.application_id = held.id AND o.id = ? AND o.state = 'DEAD'
                RETURNING o.*
            ), noted AS (
                UPDATE application a SET
                    journal_length = a.journal_length + 1, journal_head = sha256(a.journal_head || ?)
                FROM again WHERE a.id = again.application_id
                RETURNING a.id, a.journal_length, a.journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM noted
            )
            SELECT %s FROM again
            """.formatted(WAITING);

    private static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE state = 'PENDING') AS pending, count(*) FILTER (WHERE state = 'DEAD') AS dead,
                coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE state = 'PENDING')), 0) AS oldest
            FROM outbox
            """;

    /** Integrity (23) and data (22) errors: repeating the statement would never mend them. */
    private static final Set<String> OF_THE_ROW = Set.of("22", "23");

    private final DataSource database;
    private final Clock clock;

    public OutboxTable(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public List<Due> claim(UUID claim, int limit, Duration hold, Collection<String> closed) {
        return Sql.query(database, CLAIM,
                sql -> sql.bind(claim).bind(hold.toMillis()).array("text", closed).bind(limit),
                row -> new Due(Sql.uuid(row, "id"), Sql.uuid(row, "application_id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("branch"), row.getBytes("data"), Sql.time(row, "time"), row.getInt("attempts")));
    }

    @Override
    public List<UUID> settled(UUID claim, Collection<UUID> ids) {
        return settled(SETTLE, claim, ids);
    }

    private List<UUID> settled(String settle, UUID claim, Collection<UUID> ids) {
        var entry = JournalEntry.ofService(clock.instant(), FORWARDED, null);
        try {
            return Sql.query(database, settle,
                    sql -> sql.bind(claim).array("uuid", ids).bind(claim).array("uuid", ids)
                            .time(entry.at()).bytes(entry.bytes()).entry(entry),
                    row -> Sql.uuid(row, "id"));
        } catch (Failure failure) {
            if (failure.state().equals(Sql.LOCK_TIMEOUT) && settle.equals(SETTLE)) {
                return settled(SETTLE_UNLOCKED, claim, ids);
            }
            if (failure.state().isEmpty() || !OF_THE_ROW.contains(failure.state().substring(0, 2))) throw failure;
            return oneByOne(settle, claim, ids);
        }
    }

    /** A case that cannot be written, a tampered journal perhaps, must not have its whole window sent again for ever. */
    private List<UUID> oneByOne(String settle, UUID claim, Collection<UUID> ids) {
        if (ids.size() > 1) return ids.stream().flatMap(id -> settled(settle, claim, List.of(id)).stream()).toList();
        bury(claim, ids.iterator().next(), "sent-but-not-recorded");
        return List.of();
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
    public void abandon(UUID claim, Duration hold) {
        run(ABANDON, sql -> sql.bind(claim).bind(hold.toMillis()));
    }

    @Override
    public boolean bury(UUID claim, UUID id, String failure) {
        return run(BURY, sql -> sql.bind(failure).bind(claim).bind(id)) > 0;
    }

    @Override
    public Optional<Duration> nextDue(Collection<String> closed) {
        var millis = Sql.query(database, NEXT_DUE, sql -> sql.array("text", closed),
                row -> row.getObject("millis", Long.class));
        return Optional.ofNullable(millis.get(0)).map(left -> Duration.ofMillis(Math.max(0, left)));
    }

    @Override
    public List<Waiting> list(State state, Position after, int limit) {
        return Sql.query(database, LIST, sql -> sql.bind(state).after(after).bind(limit),
                OutboxTable::waiting);
    }

    @Override
    public Optional<Waiting> resubmit(UUID id, JournalEntry entry) {
        return Sql.query(database, RESUBMIT, sql -> sql.bind(id).bind(id).bytes(entry.bytes()).entry(entry),
                OutboxTable::waiting).stream().findFirst();
    }

    @Override
    public Backlog backlog() {
        return Sql.query(database, BACKLOG, sql -> sql,
                row -> new Backlog(row.getDouble("pending"), row.getDouble("dead"), row.getDouble("oldest"))).get(0);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(Sql.uuid(row, "id"), Kind.valueOf(row.getString("kind")), row.getString("branch"),
                State.valueOf(row.getString("state")), row.getInt("attempts"), row.getString("last_failure"),
                Sql.time(row, "created_at"), Sql.time(row, "due_at"));
    }

    private int run(String text, Sql.Bound bound) {
        try (var sql = Sql.on(database, text)) {
            return bound.to(sql).run();
        } catch (SQLException failure) {
            throw new Failure(failure);
        }
    }
}
