package org.recruitmentintake.store;

import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.privacy.keys.KeyCheckRepository;
import org.recruitmentintake.privacy.keys.KeyCheckUnavailableException;
import org.recruitmentintake.privacy.keys.KeyInUse;

/** The check values of the secret keys. A row is written once, and never changed or removed. */
@ApplicationScoped
public class KeyCheckTable implements KeyCheckRepository {

    /**
     * No connection, no resources, or a server that starts or stops (PostgreSQL, appendix A). The pool reports no
     * state.
     */
    private static final Set<String> AWAY = Set.of("", "08", "53", "57");

    private final DataSource database;

    public KeyCheckTable(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<String> findOrRecord(KeyInUse key) {
        // Twice: another starting replica may record it between the two halves of the statement.
        return findOrRecordOnce(key).or(() -> findOrRecordOnce(key));
    }

    private Optional<String> findOrRecordOnce(KeyInUse key) {
        try {
            // Records a check value only if no case needs the key. Every case needs the key of the blind index, even
            // an erased one: the hash of its Idempotency-Key stays.
            return Sql.query(database, """
                    WITH asked (purpose, key_id, check_value) AS (VALUES (:purpose, :id, :thumbprint)),
                    known AS (
                        SELECT k.check_value FROM key_check k JOIN asked USING (purpose, key_id)
                    ), recorded AS (
                        INSERT INTO key_check (purpose, key_id, check_value)
                        SELECT purpose, key_id, check_value FROM asked
                        WHERE NOT EXISTS (SELECT FROM known) AND CASE purpose
                            WHEN 'BLIND_INDEX' THEN NOT EXISTS (SELECT FROM application)
                            ELSE NOT EXISTS (SELECT FROM application a WHERE a.key_id = asked.key_id) END
                        ON CONFLICT DO NOTHING
                        RETURNING check_value
                    )
                    SELECT check_value FROM known UNION ALL SELECT check_value FROM recorded
                    """,
                    sql -> sql.set("purpose", key.purpose()).set("id", key.id()).set("thumbprint", key.thumbprint()),
                    row -> row.getString("check_value")).stream().findFirst();
        } catch (SqlFailure failure) {
            if (AWAY.contains(failure.errorClass())) throw new KeyCheckUnavailableException(failure);
            throw failure;
        }
    }
}
