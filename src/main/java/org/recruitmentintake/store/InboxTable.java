package org.recruitmentintake.store;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Application;
import org.recruitmentintake.application.Casebook.Message;
import org.recruitmentintake.application.Intake.Inbox;
import org.recruitmentintake.application.JournalEntry;
import org.recruitmentintake.application.Register.Journal;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.Vault;
import org.recruitmentintake.privacy.Vault.Place;
import org.recruitmentintake.store.Sql.Failure;

/** New cases in PostgreSQL: one statement, one round trip and one commit for case, journal, answer and message together. */
@ApplicationScoped
public class InboxTable implements Inbox {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_TIMEOUT = "55P03";

    private static final String OPEN = """
            WITH others AS MATERIALIZED (
                SELECT id FROM application WHERE blind_index = ? AND state NOT IN ('REFUSED', 'WITHDRAWN', 'ERASED')
            ), taken AS (
                -- Waits for a request that is using the same key at this moment, as long as lock_timeout allows.
                INSERT INTO idempotency (client, key_hash, fingerprint, application_id, answer, created_at)
                SELECT ?, ?, ?, ?, ?, now() WHERE ? OR NOT EXISTS (SELECT FROM others)
                ON CONFLICT DO NOTHING
                RETURNING application_id
            ), opened AS (
                INSERT INTO application (id, owner, route, branch, embassy, state, shown_state, attention, open_to_branch, rule_set, version,
                    created_at, updated_at, next_evaluation_on, key_id, wrapped_key, dossier, blind_index, first_of_document,
                    journal_length, journal_head)
                SELECT application_id, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, 1, sha256(? || ?::bytea) FROM taken
                RETURNING id, journal_length, journal_head
            ), entered AS (
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, detail, hash)
                SELECT id, journal_length, ?, ?, ?, ?, ?, ?, journal_head FROM opened
            ), queued AS (
                INSERT INTO outbox (id, application_id, kind, address, data, time)
                SELECT message.id, opened.id, message.kind, message.address, message.data, message.time
                FROM opened, (VALUES (?::uuid, ?, ?, ?::bytea, ?::timestamptz)) message (id, kind, address, data, time) WHERE message.id IS NOT NULL
            )
            SELECT EXISTS (SELECT FROM opened) AS opened, ARRAY(SELECT id::text FROM others) AS others
            """;

    private static final String ANSWERED = """
            SELECT i.application_id, i.fingerprint, i.answer, a.key_id, a.wrapped_key
            FROM idempotency i JOIN application a ON a.id = i.application_id
            WHERE i.client = ? AND i.key_hash = ?
            """;

    private final DataSource database;
    private final Vault vault;
    private final BlindIndex blindIndex;
    private final SealedDossier dossiers;
    private final CaseTable casebook;

    public InboxTable(DataSource database, Vault vault, BlindIndex blindIndex, SealedDossier dossiers,
            CaseTable casebook) {
        this.database = database;
        this.vault = vault;
        this.blindIndex = blindIndex;
        this.dossiers = dossiers;
        this.casebook = casebook;
    }

    @Override
    public Opening open(Application application, List<String> otherOpenCases, JournalEntry entry, Message message,
            Attempt attempt, byte[] answer) {
        var id = application.id();
        var key = vault.newKey(id);
        var document = dossiers.documentOf(application.dossier());
        var keyHash = blindIndex.keyHash(attempt.key());
        var fingerprint = blindIndex.fingerprint(attempt.request());
        try (var sql = Sql.on(database, OPEN)) {
            sql.bytes(document)
                    .bind(attempt.client()).bytes(keyHash).bytes(fingerprint).bind(id)
                    .bytes(vault.seal(key, answerOf(id), answer))
                    .bind(!otherOpenCases.isEmpty())
                    .bind(application.owner()).bind(application.route()).bind(application.branch())
                    .bind(application.embassy())
                    .bind(application.state()).bind(application.shownState()).bind(application.attention())
                    .bind(application.visibleInUkraine())
                    .bind(application.decision().ruleSet()).time(application.createdAt()).time(application.updatedAt())
                    .bind(application.nextEvaluation()).bind(key.keyId()).bytes(key.wrapped())
                    .bytes(dossiers.seal(key, application)).bytes(document).bind(otherOpenCases.isEmpty())
                    .bytes(Journal.beginning(id)).bytes(entry.bytes());
            var opening = sql.entry(entry).message(message).list(row -> opening(row, otherOpenCases)).get(0);
            if (opening.isPresent()) {
                return opening.get();
            }
        } catch (SQLException e) {
            return switch (String.valueOf(e.getSQLState())) {
                case UNIQUE_VIOLATION -> new Opening.OthersFound(casebook.otherOpenCases(application));
                case LOCK_TIMEOUT -> new Opening.StillRunning();
                default -> throw new Failure(e);
            };
        }
        return answered(attempt, keyHash, fingerprint);
    }

    /** How it ended; empty where the key was there before. */
    private static Optional<Opening> opening(ResultSet row, List<String> known) throws SQLException {
        if (row.getBoolean("opened")) {
            return Optional.of(new Opening.Opened());
        }
        var others = Sql.texts(row, "others");
        return known.isEmpty() && !others.isEmpty() ? Optional.of(new Opening.OthersFound(others)) : Optional.empty();
    }

    private Opening answered(Attempt attempt, byte[] keyHash, byte[] fingerprint) {
        return Sql.query(database, ANSWERED, sql -> sql.bind(attempt.client()).bytes(keyHash), row -> {
            var id = Sql.uuid(row, "application_id");
            if (row.getBytes("fingerprint") == null) {
                return new Opening.Erased();
            }
            if (!MessageDigest.isEqual(row.getBytes("fingerprint"), fingerprint)) {
                return new Opening.KeyReused();
            }
            var key = vault.unwrap(id, row.getString("key_id"), row.getBytes("wrapped_key"));
            return new Opening.Repeated(id, vault.open(key, answerOf(id), row.getBytes("answer")));
        }).stream().findFirst().orElseGet(Opening.StillRunning::new);
    }

    private static Place answerOf(UUID application) { return new Place("idempotency", application, "answer"); }
}
