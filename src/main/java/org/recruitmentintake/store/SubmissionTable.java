package org.recruitmentintake.store;

import static java.util.stream.Collectors.joining;

import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalChain;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.application.port.ClaimedMessage;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.port.SubmissionRepository;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.privacy.AssociatedData;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.DataKey;
import org.recruitmentintake.privacy.Vault;

/**
 * New cases in PostgreSQL: one statement, one round trip and one commit for case, journal, answer and message, and for
 * other submissions of the same moment.
 */
@ApplicationScoped
public class SubmissionTable implements SubmissionRepository {

    // With more statements at a time each writes fewer rows; with one, the disk is idle while the next is prepared.
    private static final int STATEMENTS_AT_ONCE = 2;
    private static final int MOST_ROWS = 32;

    /** Everything that is written of a new case, sealed. */
    private record Row(Application application, Waiting waiting, DataKey key, byte[] document,
            IdempotentRequest request, byte[] keyHash, byte[] fingerprint, byte[] answer, byte[] dossier,
            JournalEntry entry, OutboxMessage message, RelayClaim claim) {

        private <T> T ofMessage(Function<OutboxMessage, T> part) {
            return message == null ? null : part.apply(message);
        }

        private ClaimedMessage claimed() {
            return new ClaimedMessage(message.id(), application.id(), message.kind(), message.branch(),
                    message.data(), message.time(), 0);
        }
    }

    /** A parameter of the statement: an array with one value of each row. */
    private record Column(String name, String type, Function<Row, Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", "uuid", row -> row.application.id()),
            new Column("owner", "text", row -> row.application.owner()),
            new Column("route", "text", row -> row.application.route()),
            new Column("branch", "text", row -> row.application.branch()),
            new Column("embassy", "text", row -> row.application.embassy()),
            new Column("state", "text", row -> row.application.state()),
            new Column("attention", "boolean", row -> row.application.flagged()),
            new Column("refusal_proposed", "boolean", row -> row.application.refusalProposed()),
            new Column("visible_to_branch", "boolean", row -> row.application.visibleInUkraine()),
            new Column("rule_set", "text", row -> row.application.decision().ruleSet()),
            new Column("created_at", "timestamptz", row -> row.application.createdAt()),
            new Column("updated_at", "timestamptz", row -> row.application.updatedAt()),
            new Column("next_evaluation_on", "date", row -> row.application.nextEvaluation()),
            new Column("key_id", "text", row -> row.key.keyId()),
            new Column("wrapped_key", "bytea", row -> row.key.wrapped()),
            new Column("dossier", "bytea", Row::dossier),
            new Column("blind_index", "bytea", Row::document),
            new Column("turn", "text", row -> row.waiting.turn()),
            // Each list as one text: unnest would make one list of an array of arrays.
            new Column("tasks", "text", row -> row.waiting.taskNamesAsText()),
            new Column("embassy_since", "timestamptz", row -> row.waiting.since(EvidenceSource.EMBASSY)),
            new Column("centre_since", "timestamptz", row -> row.waiting.since(EvidenceSource.RECRUITING_CENTRE)),
            new Column("reviewer_since", "timestamptz", row -> row.waiting.since(EvidenceSource.REVIEWER)),
            new Column("client", "text", row -> row.request.client()),
            new Column("key_hash", "bytea", Row::keyHash),
            new Column("fingerprint", "bytea", Row::fingerprint),
            new Column("answer", "bytea", Row::answer),
            new Column("before_all", "bytea", row -> JournalChain.beginning(row.application.id())),
            new Column("entry", "bytea", row -> row.entry.bytes()),
            new Column("at", "timestamptz", row -> row.entry.at()),
            new Column("entered_by", "text", row -> row.entry.client()),
            new Column("actor", "text", row -> row.entry.actor()),
            new Column("role", "text", row -> row.entry.role()),
            new Column("action", "text", row -> row.entry.action()),
            new Column("detail", "text", row -> row.entry.detail()),
            new Column("message_id", "uuid", row -> row.ofMessage(OutboxMessage::id)),
            new Column("message_kind", "text", row -> row.ofMessage(OutboxMessage::kind)),
            new Column("message_branch", "text", row -> row.ofMessage(OutboxMessage::branch)),
            new Column("message_data", "bytea", row -> row.ofMessage(OutboxMessage::data)),
            new Column("message_time", "timestamptz", row -> row.ofMessage(OutboxMessage::time)),
            new Column("claim", "uuid", row -> row.claim == null ? null : row.claim.id()),
            new Column("hold_millis", "bigint", row -> row.claim == null ? 0 : row.claim.hold().toMillis()));

    /** Rows are sorted by the keys that they may wait for, so that two statements cannot deadlock. */
    private static final String INSERT = """
            WITH posted AS MATERIALIZED (
                SELECT p.* FROM unnest("""
            + COLUMNS.stream().map(column -> ":" + column.name + "::" + column.type + "[]")
                    .collect(joining(", "))
            + ") AS p (" + COLUMNS.stream().map(Column::name).collect(joining(", ")) + """
            )
            ), taken AS (
                -- Waits up to lock_timeout for a concurrent request with the same key.
                INSERT INTO idempotency (client, key_hash, fingerprint, application_id, answer, created_at)
                SELECT client, key_hash, fingerprint, id, answer, now() FROM posted
                ORDER BY client, key_hash
                ON CONFLICT DO NOTHING
                RETURNING application_id
            ), inserted AS (
                INSERT INTO application (id, owner, route, branch, embassy, state, attention, refusal_proposed,
                    visible_to_branch, rule_set, version,
                    created_at, updated_at, next_evaluation_on, key_id, wrapped_key, dossier, blind_index,
                    turn, tasks, embassy_since, centre_since, reviewer_since, journal_length, journal_head)
                SELECT id, owner, route, branch, embassy, state, attention, refusal_proposed, visible_to_branch,
                    rule_set, 1, created_at, updated_at, next_evaluation_on, key_id, wrapped_key, dossier, blind_index,
                    turn, tasks::text[], embassy_since, centre_since, reviewer_since, 1, sha256(before_all || entry)
                FROM posted JOIN taken ON application_id = id
                ORDER BY blind_index
                RETURNING id, journal_length, journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, at, entered_by, actor, role, action, detail, journal_head
                    FROM inserted JOIN posted USING (id)
            ), queued AS (
                INSERT INTO outbox (id, application_id, kind, branch, data, time, claim, due_at)
                SELECT message_id, id, message_kind, message_branch, message_data, message_time,
                    claim, now() + hold_millis * interval '1 millisecond'
                FROM inserted JOIN posted USING (id) WHERE message_id IS NOT NULL
            )
            SELECT id FROM inserted
            """;

    private static final String STORED = """
            SELECT i.application_id, i.fingerprint, i.answer, a.key_id, a.wrapped_key
            FROM idempotency i JOIN application a ON a.id = i.application_id
            WHERE i.client = :client AND i.key_hash = :keyHash
            """;

    private final DataSource database;
    private final Vault vault;
    private final BlindIndex blindIndex;
    private final SealedDossier dossiers;
    private final RelayQueue relay;
    private final GroupCommit<Row, Boolean> commits = new GroupCommit<>(STATEMENTS_AT_ONCE, MOST_ROWS,
            this::insertAll);

    public SubmissionTable(DataSource database, Vault vault, BlindIndex blindIndex, SealedDossier dossiers,
            RelayQueue relay) {
        this.database = database;
        this.vault = vault;
        this.blindIndex = blindIndex;
        this.dossiers = dossiers;
        this.relay = relay;
    }

    @Override
    public InsertResult insert(Application application, JournalEntry entry, OutboxMessage message,
            IdempotentRequest request, byte[] answer) {
        var id = application.id();
        var key = vault.newKey(id);
        var row = new Row(application, Waiting.of(application), key, dossiers.documentOf(application.dossier()),
                request, blindIndex.keyHash(request.key()), blindIndex.fingerprint(request.request()),
                vault.seal(key, answerOf(id), answer), dossiers.seal(key, application), entry, message,
                message == null ? null : relay.claim(message.branch()).orElse(null));
        try {
            return commit(row) ? new InsertResult.Inserted() : storedResult(row);
        } catch (SQLException e) {
            return switch (String.valueOf(e.getSQLState())) {
                case Sql.UNIQUE_VIOLATION -> new InsertResult.DocumentHandedOver();
                case Sql.LOCK_TIMEOUT -> new InsertResult.StillRunning();
                default -> throw new SqlFailure(e);
            };
        }
    }

    /** Writes the row, and hands its message to the relay once it is committed. False if the key is in use. */
    private boolean commit(Row row) throws SQLException {
        boolean inserted;
        try {
            inserted = commits.commit(row);
        } catch (SQLException | RuntimeException failure) {
            // The row may have been committed nevertheless.
            if (row.claim != null) relay.abandon(row.claim, row.claimed());
            throw failure;
        }
        if (inserted && row.claim != null) relay.send(row.claim, row.claimed());
        else if (inserted && row.message != null) relay.wake();
        return inserted;
    }

    private List<Boolean> insertAll(List<Row> rows) throws SQLException {
        try (var sql = Sql.on(database, INSERT)) {
            for (var column : COLUMNS) {
                sql.setArray(column.name, column.type, rows.stream().map(column.value).toList());
            }
            var inserted = new HashSet<>(sql.list(row -> Sql.uuid(row, "id")));
            return rows.stream().map(row -> inserted.contains(row.application.id())).toList();
        }
    }

    /** The result of the earlier request with the same key. */
    private InsertResult storedResult(Row posted) {
        return Sql.query(database, STORED,
                sql -> sql.set("client", posted.request.client()).set("keyHash", posted.keyHash), row -> {
                    var id = Sql.uuid(row, "application_id");
                    var fingerprint = row.getBytes("fingerprint");
                    if (fingerprint == null) return new InsertResult.Erased();
                    if (!MessageDigest.isEqual(fingerprint, posted.fingerprint)) return new InsertResult.KeyReused();
                    var key = vault.unwrap(id, row.getString("key_id"), row.getBytes("wrapped_key"));
                    return new InsertResult.Repeated(id, vault.open(key, answerOf(id), row.getBytes("answer")));
                }).stream().findFirst().orElseGet(InsertResult.StillRunning::new);
    }

    private static AssociatedData answerOf(UUID application) {
        return new AssociatedData("idempotency", application, "answer");
    }
}
