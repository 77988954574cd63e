package org.recruitmentintake.store;

import static org.recruitmentintake.check.Probe.Subject.KEYS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import org.recruitmentintake.check.Probe;
import org.recruitmentintake.privacy.keys.KeyInUse;
import org.recruitmentintake.privacy.keys.KeyPurpose;
import org.recruitmentintake.privacy.keys.StartupCheck;

/** Names each key, and compares the secret keys with their check values in the database. */
@ApplicationScoped
public class KeysProbe implements Probe {

    private final Instance<StartupCheck> parts;
    private final DataSource database;

    public KeysProbe(Instance<StartupCheck> parts, DataSource database) {
        this.parts = parts;
        this.database = database;
    }

    @Override
    public Subject subject() { return KEYS; }

    @Override
    public List<Result> compare() {
        var keys = parts.stream().filter(part -> part.faults().isEmpty()).flatMap(part -> part.keys().stream())
                .toList();
        var results = new ArrayList<Result>();
        try {
            var recorded = recorded();
            var usedByCases = usedByCases();
            keys.forEach(key -> results.add(compare(key, recorded)));
            usedByCases.stream()
                    .filter(id -> keys.stream()
                            .noneMatch(key -> key.id().equals(id) && key.purpose() == KeyPurpose.SEALING))
                    .forEach(id -> results
                            .add(Result.wrong(KEYS, "purpose sealing, id %s is not there, and cases need it", id)));
        } catch (SqlFailure failure) {
            keys.forEach(key -> results.add(Result.right(KEYS, "%s", key)));
            results.add(Result.wrong(KEYS, "not compared with their check values (%s)", failure.getMessage()));
        }
        return results;
    }

    private static Result compare(KeyInUse key, Map<String, String> recorded) {
        if (!key.purpose().isSecret()) return Result.right(KEYS, "%s", key);
        var known = recorded.get(key.purpose() + " " + key.id());
        if (known == null) return Result.right(KEYS, "%s: not recorded yet, the first start does it", key);
        return known.equals(key.thumbprint()) ? Result.right(KEYS, "%s: as recorded", key)
                : Result.wrong(KEYS, "%s: another key, recorded is %s", key, known);
    }

    private Map<String, String> recorded() {
        var found = new HashMap<String, String>();
        Sql.query(database, "SELECT purpose, key_id, check_value FROM key_check", sql -> sql, row -> found
                .put(row.getString("purpose") + " " + row.getString("key_id"), row.getString("check_value")));
        return found;
    }

    private List<String> usedByCases() {
        return Sql.query(database, "SELECT DISTINCT key_id FROM application WHERE key_id IS NOT NULL ORDER BY 1",
                sql -> sql, row -> row.getString("key_id"));
    }
}
