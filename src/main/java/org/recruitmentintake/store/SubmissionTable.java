package org.recruitmentintake.store;

import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.port.SubmissionRepository;
import org.recruitmentintake.privacy.AssociatedData;
import org.recruitmentintake.privacy.BlindIndex;
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

    /** Rows are sorted by the keys that they may wait for, so that two statements cannot deadlock. */
    private static final String INSERT = """
            WITH posted AS MATERIALIZED (
                SELECT p.* FROM
                """ + SubmissionRow.TABLE + """
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
    private final GroupCommit<SubmissionRow, Boolean> commits = new GroupCommit<>(STATEMENTS_AT_ONCE, MOST_ROWS,
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
        var row = new SubmissionRow(application, Waiting.of(application), key,
                dossiers.documentOf(application.dossier()), request, blindIndex.keyHash(request.key()),
                blindIndex.fingerprint(request.request()), vault.seal(key, answerOf(id), answer),
                dossiers.seal(key, application), entry, message,
                message == null ? null : relay.claim(message.branch()).orElse(null));
        try {
            if (commit(row)) return new InsertResult.Answered(id, answer, false);
        } catch (SqlFailure failure) {
            return switch (failure.state()) {
                case Sql.UNIQUE_VIOLATION -> new InsertResult.DocumentHandedOver();
                case Sql.LOCK_TIMEOUT -> new InsertResult.StillRunning();
                default -> throw failure;
            };
        }
        return storedResult(row);
    }

    /** Writes the row, and hands its message to the relay once it is committed. False if the key is in use. */
    private boolean commit(SubmissionRow row) {
        boolean inserted;
        try {
            inserted = commits.commit(row);
        } catch (RuntimeException | Error failure) {
            // The row may have been committed nevertheless.
            if (row.claim() != null) relay.abandon(row.claim(), row.message());
            throw failure;
        }
        if (inserted && row.claim() != null) relay.send(row.claim(), row.message());
        else if (inserted && row.message() != null) relay.wake();
        return inserted;
    }

    private List<Boolean> insertAll(List<SubmissionRow> rows) {
        var inserted = Set.copyOf(Sql.query(database, INSERT, sql -> SubmissionRow.setAll(sql, rows),
                row -> Sql.uuid(row, "id")));
        return rows.stream().map(row -> inserted.contains(row.application().id())).toList();
    }

    /** The result of the earlier request with the same key. */
    private InsertResult storedResult(SubmissionRow posted) {
        return Sql.query(database, STORED,
                sql -> sql.set("client", posted.request().client()).set("keyHash", posted.keyHash()), row -> {
                    var id = Sql.uuid(row, "application_id");
                    var fingerprint = row.getBytes("fingerprint");
                    if (fingerprint == null) return new InsertResult.Erased();
                    if (!MessageDigest.isEqual(fingerprint, posted.fingerprint())) return new InsertResult.KeyReused();
                    var key = vault.unwrap(id, row.getString("key_id"), row.getBytes("wrapped_key"));
                    return new InsertResult.Answered(id, vault.open(key, answerOf(id), row.getBytes("answer")), true);
                }).stream().findFirst().orElseGet(InsertResult.StillRunning::new);
    }

    private static AssociatedData answerOf(UUID application) {
        return new AssociatedData("idempotency", application, "answer");
    }
}
