package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.OtherCase;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RepositoryHandle;
import org.recruitmentintake.application.port.SaveResult;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.privacy.DataKey;
import org.recruitmentintake.privacy.Vault;

/**
 * Cases in PostgreSQL, sealed. Each change is one statement that writes case, journal, answer and outbox together, or
 * nothing.
 */
@ApplicationScoped
public class ApplicationTable implements ApplicationRepository {

    /** The data key of a case. */
    private record HeldKey(DataKey key) implements RepositoryHandle {
    }

    private static final String FIND = """
            SELECT a.id, a.owner, a.route, a.branch, a.embassy, a.state, a.attention, a.version, a.created_at,
                a.updated_at,
                a.key_id, a.wrapped_key, a.dossier,
                COALESCE((SELECT CASE o.state WHEN 'DEAD' THEN 'DEAD' ELSE 'PENDING' END FROM outbox o
                    WHERE o.application_id = a.id AND o.kind = 'ACCEPTED'),
                    (SELECT 'SENT' FROM forwarded f WHERE f.application_id = a.id AND f.kind = 'ACCEPTED'
                        -- Once the branch of an erased case has been told, nothing is reported.
                        AND (a.state <> 'ERASED' OR NOT EXISTS (SELECT FROM outbox w WHERE w.application_id = a.id
                            AND w.kind = 'WITHDRAWN')
                            AND NOT EXISTS (SELECT FROM forwarded w WHERE w.application_id = a.id
                                AND w.kind = 'WITHDRAWN')))) AS forwarding
            FROM application a WHERE a.id = ?
            """;

    /** Uses the unique index of handed-over cases. */
    static final String HANDED_OVER = """
            SELECT id::text FROM application
            WHERE blind_index = ? AND id <> ? AND state IN ('ACCEPTED', 'FORWARDED')
            """;

    private static final String OTHER_CASES = """
            SELECT id, state FROM application WHERE blind_index = ? AND id <> ? ORDER BY created_at, id
            """;

    private static final String SAVE = """
            WITH changed AS (
                UPDATE application SET branch = ?, embassy = ?, state = ?, attention = ?, refusal_proposed = ?,
                    visible_to_branch = ?, rule_set = ?, version = version + 1,
                    updated_at = ?, next_evaluation_on = ?, dossier = ?,
                    blind_index = ?, apart_from = ?,
                    turn = ?, tasks = ?, embassy_since = ?, centre_since = ?, reviewer_since = ?,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || ?)
                WHERE id = ? AND version = ?
                RETURNING id, journal_length, journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM changed
            ), queued AS (
                INSERT INTO outbox (id, application_id, kind, branch, data, time)
                SELECT message.id, changed.id, message.kind, message.branch, message.data, message.time
                FROM changed, (VALUES (?::uuid, ?, ?, ?::bytea, ?::timestamptz)) message (id, kind, branch, data,
                    time) WHERE message.id IS NOT NULL
            )
            SELECT id FROM changed
            """;

    /**
     * Deletes a pending acceptance. If it was never claimed, no withdrawal notice is needed. If a relay has it in
     * memory, the notice waits under the same claim: the relay lets it go once the acceptance may have left, and drops
     * it if that has not; if the relay dies, the notice goes when the claim ends.
     */
    private static final String END = """
            WITH changed AS (
                UPDATE application SET state = ?, attention = false, refusal_proposed = false, version = version + 1,
                    updated_at = ?, next_evaluation_on = NULL,
                    turn = NULL, tasks = '{}', embassy_since = DEFAULT, centre_since = DEFAULT,
                        reviewer_since = DEFAULT,
                    assignee = NULL, assigned_at = NULL,
                    apart_from = '{}', key_id = CASE WHEN ? THEN NULL ELSE key_id END,
                        wrapped_key = CASE WHEN ? THEN NULL ELSE wrapped_key END,
                    dossier = CASE WHEN ? THEN NULL ELSE dossier END,
                        blind_index = CASE WHEN ? THEN NULL ELSE blind_index END,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || ?)
                WHERE id = ? AND version = ?
                RETURNING id, journal_length, journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM changed
            ), forgotten AS (
                UPDATE idempotency i SET fingerprint = NULL, answer = NULL FROM changed WHERE ?
                    AND i.application_id = changed.id
            ), dropped AS (
                DELETE FROM outbox o USING changed WHERE o.application_id = changed.id
                    AND o.kind = 'ACCEPTED' RETURNING o.claims, o.claim, o.due_at
            ), queued AS (
                INSERT INTO outbox (id, application_id, kind, branch, data, time, claim, due_at)
                SELECT message.id, changed.id, message.kind, message.branch, message.data, message.time,
                    held.claim, coalesce(held.due_at, now())
                FROM changed
                CROSS JOIN (VALUES (?::uuid, ?, ?, ?::bytea, ?::timestamptz)) message (id, kind, branch, data, time)
                LEFT JOIN dropped held ON held.claims = 0
                WHERE message.id IS NOT NULL
                    AND NOT EXISTS (SELECT FROM dropped WHERE claims = 0 AND claim IS NULL)
            )
            SELECT id FROM changed
            """;

    /** Uses the index of reads, so that the cost does not grow with the journal. */
    static final String NOTE_READ = """
            WITH changed AS (
                UPDATE application SET journal_length = journal_length + 1, journal_head = sha256(journal_head || ?)
                WHERE id = ? AND NOT EXISTS (
                    SELECT FROM journal WHERE application_id = ? AND client = ? AND actor = ? AND role = ?
                        AND action = ? AND at > ? AND action IN
                            ('READ', 'JOURNAL_READ', 'REPLAYED', 'RULING_PREVIEWED', 'LOOKED_UP', 'DISCLOSED'))
                RETURNING id, journal_length, journal_head
            )
            INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
            SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM changed
            """;

    private final DataSource database;
    private final Vault vault;
    private final SealedDossier dossiers;

    public ApplicationTable(DataSource database, Vault vault, SealedDossier dossiers) {
        this.database = database;
        this.vault = vault;
        this.dossiers = dossiers;
    }

    @Override
    public Optional<StoredApplication> find(UUID id) {
        return Sql.query(database, FIND, sql -> sql.bind(id), this::opened).stream().findFirst();
    }

    @Override
    public Optional<StoredApplication> findSealed(UUID id) {
        return Sql.query(database, FIND, sql -> sql.bind(id), row -> stored(row, null, null)).stream().findFirst();
    }

    private StoredApplication opened(ResultSet row) throws SQLException {
        var id = Sql.uuid(row, "id");
        var wrapped = row.getBytes("wrapped_key");
        var key = wrapped == null ? null : vault.unwrap(id, row.getString("key_id"), wrapped);
        return stored(row, key, key == null ? null : dossiers.open(key, id, row.getBytes("dossier")));
    }

    private static StoredApplication stored(ResultSet row, DataKey key, Dossier dossier) throws SQLException {
        var id = Sql.uuid(row, "id");
        var application = new Application(id, row.getString("owner"), Route.valueOf(row.getString("route")),
                Branch.valueOf(row.getString("branch")),
                row.getString("embassy"), State.valueOf(row.getString("state")),
                row.getBoolean("attention"), row.getInt("version"), Sql.time(row, "created_at"),
                Sql.time(row, "updated_at"), dossier);
        var forwarding = Optional.ofNullable(row.getString("forwarding")).map(ForwardingState::valueOf).orElse(null);
        return new StoredApplication(application, forwarding, new HeldKey(key));
    }

    @Override
    public List<String> handedOver(Application application) {
        return ofItsDocument(HANDED_OVER, application, row -> row.getString("id"));
    }

    @Override
    public List<OtherCase> otherCases(Application application) {
        return ofItsDocument(OTHER_CASES, application,
                row -> new OtherCase(Sql.uuid(row, "id"), State.valueOf(row.getString("state"))));
    }

    private <T> List<T> ofItsDocument(String text, Application application, SqlFunction<ResultSet, T> row) {
        return Sql.query(database, text,
                sql -> sql.bytes(dossiers.documentOf(application.dossier())).bind(application.id()), row);
    }

    @Override
    public SaveResult save(StoredApplication before, Application after, JournalEntry entry, OutboxMessage message) {
        var id = after.id();
        var document = dossiers.documentOf(after.dossier());
        var waiting = Waiting.of(after);
        var dossier = dossiers.seal(((HeldKey) before.handle()).key(), after);
        try {
            return change(SAVE, sql -> sql.bind(after.branch()).bind(after.embassy()).bind(after.state())
                    .bind(after.flagged())
                    .bind(after.refusalProposed()).bind(after.visibleInUkraine()).bind(after.decision().ruleSet())
                    .time(after.updatedAt())
                    .bind(after.nextEvaluation()).bytes(dossier)
                    .bytes(document).array("uuid", after.ruledApart())
                    .bind(waiting.turn()).array("text", waiting.taskNames()).time(waiting.since(EvidenceSource.EMBASSY))
                    .time(waiting.since(EvidenceSource.RECRUITING_CENTRE)).time(waiting.since(EvidenceSource.REVIEWER))
                    .bytes(entry.bytes()).bind(id).bind(before.application().version()).entry(entry)
                    .message(message)) ? SaveResult.DONE : SaveResult.STALE;
        } catch (SqlFailure e) {
            if (Sql.UNIQUE_VIOLATION.equals(e.state())) {
                return SaveResult.DOCUMENT_HANDED_OVER;
            }
            throw e;
        }
    }

    @Override
    public boolean withdraw(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice) {
        return end(before, after, entry, notice, false);
    }

    @Override
    public boolean erase(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice) {
        return end(before, after, entry, notice, true);
    }

    private boolean end(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice,
            boolean erase) {
        return change(END, sql -> sql.bind(after.state()).time(after.updatedAt())
                .bind(erase).bind(erase).bind(erase).bind(erase)
                .bytes(entry.bytes()).bind(after.id()).bind(before.application().version()).entry(entry).bind(erase)
                .message(notice));
    }

    @Override
    public void noteRead(UUID application, JournalEntry entry, Instant unlessAfter) {
        try (var sql = Sql.on(database, NOTE_READ)) {
            sql.bytes(entry.bytes()).bind(application).bind(application).bind(entry.client()).bind(entry.actor())
                    .bind(entry.role()).bind(entry.action()).time(unlessAfter).entry(entry).run();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    private boolean change(String text, SqlFunction<Sql, Sql> bound) {
        return !Sql.query(database, text, bound, row -> true).isEmpty();
    }
}
