package org.recruitmentintake.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxBacklog;
import org.recruitmentintake.application.port.OutboxMessage;

/** The outbox in PostgreSQL. Every call is one statement, and commits by itself. */
@ApplicationScoped
public class OutboxTable implements Outbox {

    /**
     * A claim sets due_at to its own end, so that one index finds due rows and the rows of a dead relay. The rows are
     * updated by their ctid, which the lock keeps stable: the cost of a claim does not grow with the backlog. If the
     * last claim of a row was not released, the row counts as sent under that claim.
     */
    private static final String CLAIM = """
            UPDATE outbox SET claim = :claim, claims = greatest(claims, (claim IS NOT NULL)::int) + 1,
                due_at = now() + :holdMillis * interval '1 millisecond'
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox
                WHERE state = 'PENDING' AND due_at <= now() AND NOT branch = ANY (:closed)
                ORDER BY due_at
                LIMIT :limit
                FOR UPDATE SKIP LOCKED))
            RETURNING id, application_id, kind, branch, data, time, attempts
            """;

    // POSTPONE, RELEASE, RELEASE_UNCONFIRMED and MARK_DEAD skip locked rows, which stay claimed until the hold ends.

    private static final String POSTPONE = """
            UPDATE outbox SET attempts = attempts + 1, due_at = now() + :delayMillis * interval '1 millisecond',
                claim = NULL, claims = greatest(claims, 1), last_failure = :failure
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox WHERE claim = :claim AND id = :id FOR UPDATE SKIP LOCKED))
            """;

    private static final String RELEASE = """
            UPDATE outbox SET due_at = now() + :delayMillis * interval '1 millisecond', claim = NULL,
                claims = greatest(claims, 1)
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox WHERE claim = :claim AND id = ANY (:ids) FOR UPDATE SKIP LOCKED))
            """;

    /** Waits for locks, so that the next statement sees the notice of a concurrent withdrawal. */
    private static final String RELEASE_UNSENT = """
            UPDATE outbox SET due_at = now(), claim = NULL
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox WHERE claim = :claim AND id = ANY (:ids) ORDER BY id FOR UPDATE))
            """;

    private static final String DROP_NOTICES = """
            DELETE FROM outbox WHERE claim = :claim AND application_id = ANY (:applications) AND kind = 'WITHDRAWN'
            """;

    private static final String RELEASE_NOTICES = """
            UPDATE outbox SET due_at = now(), claim = NULL
            WHERE claim = :claim AND application_id = ANY (:applications) AND kind = 'WITHDRAWN'
            """;

    /** Uses the index on due_at: a claim sets due_at within [now, now + hold], and due rows are free anyway. */
    private static final String RELEASE_UNCONFIRMED = """
            UPDATE outbox SET due_at = now(), claim = NULL
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM outbox
                WHERE claim = :claim AND state = 'PENDING'
                    AND due_at BETWEEN now() AND now() + :holdMillis * interval '1 millisecond'
                FOR UPDATE SKIP LOCKED))
            """;

    /** Clients see that the message of an accepted case is dead, so the version is raised. Locks the case first. */
    private static final String MARK_DEAD = """
            WITH held AS MATERIALIZED (
                SELECT a.id FROM application a
                WHERE a.id IN (SELECT o.application_id FROM outbox o WHERE o.claim = :claim AND o.id = :id)
                FOR NO KEY UPDATE SKIP LOCKED
            ), dead AS (
                UPDATE outbox o SET state = 'DEAD', attempts = o.attempts + 1, claim = NULL,
                    claims = greatest(o.claims, 1), last_failure = :failure
                FROM held
                WHERE o.application_id = held.id AND o.ctid = ANY (ARRAY(
                    SELECT ctid FROM outbox WHERE claim = :claim AND id = :id FOR UPDATE SKIP LOCKED))
                RETURNING o.id, o.application_id, o.kind
            ), moved AS (
                UPDATE application a SET version = a.version + 1, updated_at = :at
                FROM dead WHERE a.id = dead.application_id AND dead.kind = 'ACCEPTED'
            )
            SELECT id FROM dead
            """;

    private static final String NEXT_DUE = """
            SELECT (extract(epoch FROM min(due_at) - now()) * 1000)::bigint AS millis FROM outbox
            WHERE state = 'PENDING' AND NOT branch = ANY (:closed)
            """;

    private static final String BACKLOG = """
            SELECT count(*) FILTER (WHERE state = 'PENDING') AS pending, count(*) FILTER (WHERE state = 'DEAD') AS dead,
                coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE state = 'PENDING')), 0) AS oldest
            FROM outbox
            """;

    private final DataSource database;
    private final Clock clock;
    private final Settlement settlement;

    public OutboxTable(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
        settlement = new Settlement(database, clock, this);
    }

    @Override
    public List<OutboxMessage> claim(UUID claim, int limit, Duration hold, Collection<String> closed) {
        return Sql.query(database, CLAIM,
                sql -> sql.set("claim", claim).set("holdMillis", hold.toMillis()).setArray("closed", "text", closed)
                        .set("limit", limit),
                row -> new OutboxMessage(Sql.uuid(row, "id"), Sql.uuid(row, "application_id"),
                        MessageKind.valueOf(row.getString("kind")), row.getString("branch"), row.getBytes("data"),
                        Sql.time(row, "time"), row.getInt("attempts")));
    }

    @Override
    public List<UUID> markSent(UUID claim, Collection<UUID> ids) {
        return settlement.record(claim, ids);
    }

    @Override
    public void postpone(UUID claim, UUID id, Duration delay, String failure) {
        Sql.update(database, POSTPONE,
                sql -> sql.set("delayMillis", delay.toMillis()).set("failure", failure).set("claim", claim)
                        .set("id", id));
    }

    @Override
    public void release(UUID claim, Collection<UUID> ids, Duration delay) {
        Sql.update(database, RELEASE,
                sql -> sql.set("delayMillis", delay.toMillis()).set("claim", claim).setArray("ids", "uuid", ids));
    }

    @Override
    public void releaseUnsent(UUID claim, Collection<OutboxMessage> messages) {
        var ids = messages.stream().map(OutboxMessage::id).toList();
        var released = Sql.update(database, RELEASE_UNSENT,
                sql -> sql.set("claim", claim).setArray("ids", "uuid", ids));
        if (released == messages.size()) return;
        var applications = messages.stream().map(OutboxMessage::application).toList();
        Sql.update(database, DROP_NOTICES,
                sql -> sql.set("claim", claim).setArray("applications", "uuid", applications));
    }

    @Override
    public void releaseNotices(UUID claim, Collection<UUID> applications) {
        Sql.update(database, RELEASE_NOTICES,
                sql -> sql.set("claim", claim).setArray("applications", "uuid", applications));
    }

    @Override
    public void releaseUnconfirmed(UUID claim, Duration hold) {
        Sql.update(database, RELEASE_UNCONFIRMED, sql -> sql.set("claim", claim).set("holdMillis", hold.toMillis()));
    }

    @Override
    public boolean markDead(UUID claim, UUID id, String failure) {
        return !Sql.query(database, MARK_DEAD, sql -> sql.set("failure", failure).set("claim", claim).set("id", id)
                .set("at", clock.instant()), row -> Sql.uuid(row, "id")).isEmpty();
    }

    @Override
    public Optional<Duration> nextDue(Collection<String> closed) {
        var millis = Sql.query(database, NEXT_DUE, sql -> sql.setArray("closed", "text", closed),
                row -> row.getObject("millis", Long.class));
        return Optional.ofNullable(millis.get(0)).map(left -> Duration.ofMillis(Math.max(0, left)));
    }

    @Override
    public OutboxBacklog backlog() {
        return Sql.query(database, BACKLOG, sql -> sql,
                row -> new OutboxBacklog(row.getDouble("pending"), row.getDouble("dead"), row.getDouble("oldest")))
                .get(0);
    }
}
