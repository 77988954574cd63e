package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.JournalEntry;
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
    private record HeldKey(DataKey key) implements RepositoryHandle {}

    private static final String FIND = """
            SELECT a.id, a.owner, a.route, a.branch, a.embassy, a.state, a.attention, a.version, a.created_at,
                a.updated_at, a.key_id, a.wrapped_key, a.dossier,
                COALESCE((SELECT CASE o.state WHEN 'DEAD' THEN 'DEAD' ELSE 'PENDING' END FROM outbox o
                    WHERE o.application_id = a.id AND o.kind = 'ACCEPTED'),
                    (SELECT 'SENT' FROM forwarded f WHERE f.application_id = a.id AND f.kind = 'ACCEPTED'
                        -- Once the branch of an erased case has been told, nothing is reported.
                        AND (a.state <> 'ERASED' OR NOT EXISTS (SELECT FROM outbox w WHERE w.application_id = a.id
                            AND w.kind = 'WITHDRAWN')
                            AND NOT EXISTS (SELECT FROM forwarded w WHERE w.application_id = a.id
                                AND w.kind = 'WITHDRAWN')))) AS forwarding
            FROM application a WHERE a.id = :id
            """;

    private static final String SAVE = """
            WITH changed AS (
                UPDATE application SET branch = :branch, embassy = :embassy, state = :state, attention = :attention,
                    refusal_proposed = :refusalProposed, visible_to_branch = :visibleToBranch, rule_set = :ruleSet,
                    version = version + 1, updated_at = :updatedAt, next_evaluation_on = :nextEvaluation,
                    dossier = :dossier, blind_index = :blindIndex, apart_from = :apartFrom, turn = :turn,
                    tasks = :tasks, embassy_since = :embassySince, centre_since = :centreSince,
                    reviewer_since = :reviewerSince,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || :entry)
                WHERE id = :id AND version = :version
                RETURNING id, journal_length, journal_head
            )""" + JournalTable.ENTERED + """
            , queued AS (
                INSERT INTO outbox (id, application_id, kind, branch, data, time)
                SELECT :message::uuid, id, :kind, :messageBranch, :data::bytea, :time::timestamptz FROM changed
                WHERE :message::uuid IS NOT NULL
            )
            SELECT id FROM changed
            """;

    /**
     * Deletes a pending acceptance. If it was never claimed, no withdrawal notice is needed. If a relay has it in
     * memory, the notice waits under the same claim: the relay releases the notice once the acceptance may have been
     * sent, and deletes it if the acceptance was not sent. If the relay dies, the notice is due when the claim ends.
     */
    private static final String END = """
            WITH changed AS (
                UPDATE application SET state = :state, attention = false, refusal_proposed = false,
                    version = version + 1, updated_at = :updatedAt, next_evaluation_on = NULL,
                    turn = NULL, tasks = '{}', embassy_since = DEFAULT, centre_since = DEFAULT,
                    reviewer_since = DEFAULT, assignee = NULL, assigned_at = NULL, apart_from = '{}',
                    key_id = CASE WHEN :erase THEN NULL ELSE key_id END,
                    wrapped_key = CASE WHEN :erase THEN NULL ELSE wrapped_key END,
                    dossier = CASE WHEN :erase THEN NULL ELSE dossier END,
                    blind_index = CASE WHEN :erase THEN NULL ELSE blind_index END,
                    journal_length = journal_length + 1, journal_head = sha256(journal_head || :entry)
                WHERE id = :id AND version = :version
                RETURNING id, journal_length, journal_head
            )""" + JournalTable.ENTERED + """
            , forgotten AS (
                UPDATE idempotency i SET fingerprint = NULL, answer = NULL FROM changed
                WHERE :erase AND i.application_id = changed.id
            ), dropped AS (
                DELETE FROM outbox o USING changed WHERE o.application_id = changed.id
                    AND o.kind = 'ACCEPTED' RETURNING o.claims, o.claim, o.due_at
            ), queued AS (
                INSERT INTO outbox (id, application_id, kind, branch, data, time, claim, due_at)
                SELECT :message::uuid, changed.id, :kind, :messageBranch, :data::bytea, :time::timestamptz,
                    held.claim, coalesce(held.due_at, now())
                FROM changed LEFT JOIN dropped held ON held.claims = 0
                WHERE :message::uuid IS NOT NULL
                    AND NOT EXISTS (SELECT FROM dropped WHERE claims = 0 AND claim IS NULL)
            )
            SELECT id FROM changed
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
        return Sql.query(database, FIND, sql -> sql.set("id", id), this::opened).stream().findFirst();
    }

    @Override
    public Optional<StoredApplication> findSealed(UUID id) {
        return Sql.query(database, FIND, sql -> sql.set("id", id), row -> stored(row, null, null)).stream().findFirst();
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
                Branch.valueOf(row.getString("branch")), row.getString("embassy"),
                State.valueOf(row.getString("state")), row.getBoolean("attention"), row.getInt("version"),
                Sql.time(row, "created_at"), Sql.time(row, "updated_at"), dossier);
        var forwarding = Optional.ofNullable(row.getString("forwarding")).map(ForwardingState::valueOf).orElse(null);
        return new StoredApplication(application, forwarding, new HeldKey(key));
    }

    @Override
    public SaveResult save(StoredApplication before, Application after, JournalEntry entry, OutboxMessage message) {
        var document = dossiers.documentOf(after.dossier());
        var waiting = Waiting.of(after);
        var dossier = dossiers.seal(((HeldKey) before.handle()).key(), after);
        try {
            return change(SAVE, sql -> sql.set("branch", after.branch()).set("embassy", after.embassy())
                    .set("state", after.state()).set("attention", after.flagged())
                    .set("refusalProposed", after.refusalProposed()).set("visibleToBranch", after.visibleInUkraine())
                    .set("ruleSet", after.decision().ruleSet()).set("updatedAt", after.updatedAt())
                    .set("nextEvaluation", after.nextEvaluation()).set("dossier", dossier)
                    .set("blindIndex", document).setArray("apartFrom", "uuid", after.ruledApart())
                    .set("turn", waiting.turn()).setArray("tasks", "text", waiting.taskNames())
                    .set("embassySince", waiting.since(EvidenceSource.EMBASSY))
                    .set("centreSince", waiting.since(EvidenceSource.RECRUITING_CENTRE))
                    .set("reviewerSince", waiting.since(EvidenceSource.REVIEWER))
                    .set("id", after.id()).set("version", before.application().version())
                    .setEntry(entry).setMessage(message)) ? SaveResult.DONE : SaveResult.STALE;
        } catch (SqlFailure e) {
            if (Sql.UNIQUE_VIOLATION.equals(e.state())) return SaveResult.DOCUMENT_HANDED_OVER;
            throw e;
        }
    }

    @Override
    public boolean end(StoredApplication before, Application after, JournalEntry entry, OutboxMessage notice) {
        return change(END, sql -> sql.set("state", after.state()).set("updatedAt", after.updatedAt())
                .set("erase", after.state() == State.ERASED).set("id", after.id())
                .set("version", before.application().version())
                .setEntry(entry).setMessage(notice));
    }

    private boolean change(String text, SqlFunction<Sql, Sql> parameters) {
        return !Sql.query(database, text, parameters, row -> true).isEmpty();
    }
}
