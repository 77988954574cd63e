package org.recruitmentintake.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.Housekeeping;
import org.recruitmentintake.privacy.TamperedException;
import org.recruitmentintake.privacy.Vault;

/** The periodic tasks in PostgreSQL, and the lock that lets one replica at a time run a task. */
@ApplicationScoped
public class HousekeepingTable implements Housekeeping {

    private static final Logger LOG = Logger.getLogger(HousekeepingTable.class);

    /** `<` OR `>` instead of `<>`, so that the index on rule_set is used. */
    private static final String DUE = """
            (SELECT id FROM application WHERE next_evaluation_on <= :day LIMIT :limit)
            UNION
            (SELECT id FROM application
             WHERE (rule_set < :ruleSet OR rule_set > :ruleSet)
                 AND state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW')
             LIMIT :limit)
            """;

    /** Repeats the condition of the partial index, so that the planner can use it for every state. */
    private static final String IDLE = """
            SELECT id FROM application
            WHERE state IN ('IN_PROGRESS', 'CLEARED_FOR_TRAVEL', 'IN_REVIEW', 'REFUSED', 'WITHDRAWN', 'FORWARDED')
                AND state = :state AND updated_at < :before
            ORDER BY updated_at LIMIT :limit
            """;

    /**
     * Deletes by ctid, which the row lock keeps stable: a join on the key would scan the whole table for each batch.
     */
    private static final String DELETE_KEYS = """
            DELETE FROM idempotency WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM idempotency WHERE created_at < now() - :ageMillis * interval '1 millisecond'
                ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED))
            """;

    private static final String WITH_RETIRED_KEY = """
            SELECT id, key_id, wrapped_key FROM application
            WHERE id > :after AND key_id = ANY (:retired)
            ORDER BY id
            LIMIT :limit
            """;

    /** Changes nothing if the case was erased or rewrapped in between. The case keeps its version. */
    private static final String REWRAP = """
            UPDATE application SET key_id = :keyId, wrapped_key = :wrapped WHERE id = :id AND wrapped_key = :before
            """;

    /** A wrapped data key. */
    private record Wrapped(UUID id, String keyId, byte[] key) {}

    private final DataSource database;
    private final Vault vault;

    public HousekeepingTable(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    @Override
    public List<UUID> findDue(LocalDate day, String ruleSet, int limit) {
        return Sql.query(database, DUE, sql -> sql.set("day", day).set("ruleSet", ruleSet).set("limit", limit),
                row -> Sql.uuid(row, "id"));
    }

    @Override
    public List<UUID> findIdle(State state, Instant before, int limit) {
        return Sql.query(database, IDLE, sql -> sql.set("state", state).set("before", before).set("limit", limit),
                row -> Sql.uuid(row, "id"));
    }

    @Override
    public int deleteIdempotencyKeys(Duration age, int limit) {
        return Sql.update(database, DELETE_KEYS, sql -> sql.set("ageMillis", age.toMillis()).set("limit", limit));
    }

    @Override
    public Optional<UUID> rewrap(UUID after, int limit) {
        var retired = vault.retiredKeys();
        if (retired.isEmpty()) return Optional.empty();
        var found = Sql.query(database, WITH_RETIRED_KEY,
                sql -> sql.set("after", after).setArray("retired", "text", retired).set("limit", limit),
                row -> new Wrapped(Sql.uuid(row, "id"), row.getString("key_id"), row.getBytes("wrapped_key")));
        // One transaction a case, so that no transaction locks two cases and deadlocks.
        found.forEach(this::rewrap);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1).id());
    }

    private void rewrap(Wrapped old) {
        try {
            var key = vault.rewrap(old.id(), vault.unwrap(old.id(), old.keyId(), old.key()));
            Sql.update(database, REWRAP, sql -> sql.set("keyId", key.keyId()).set("wrapped", key.wrapped())
                    .set("id", old.id()).set("before", old.key()));
        } catch (TamperedException lost) {
            // The case can only be erased now; the other keys are rewrapped.
            LOG.error("A data key does not open, and stays under its retired key (docs/operations.md)");
        }
    }

    @Override
    public boolean runExclusively(String task, Runnable work) {
        // The lock belongs to this connection: it is released if the replica dies.
        try (var connection = database.getConnection();
                var lock = connection.prepareStatement("SELECT pg_try_advisory_lock(hashtext(?))");
                var unlock = connection.prepareStatement("SELECT pg_advisory_unlock(hashtext(?))")) {
            lock.setString(1, task);
            unlock.setString(1, task);
            try (var answer = lock.executeQuery()) {
                if (!answer.next() || !answer.getBoolean(1)) return false;
            }
            try {
                work.run();
            } finally {
                unlock.execute();
            }
            return true;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }
}
