package org.recruitmentintake.tools.bench;

import java.sql.SQLException;

/**
 * Cases that were stored long ago, made by the database itself: as many, as large and as spread as real ones, and never
 * decrypted.
 */
public final class Stored {

    /** All columns that the service writes, with bytes in the place of what is sealed. */
    private static final String CASES = """
            INSERT INTO application (id, owner, route, branch, embassy, state, attention, visible_to_branch, rule_set, version,
                created_at, updated_at, next_evaluation_on, key_id, wrapped_key, dossier, blind_index,
                turn, tasks, embassy_since, centre_since, reviewer_since, journal_length, journal_head)
            SELECT gen_random_uuid(), 'portal-' || n %% 20,
                CASE WHEN n %% 4 = 0 THEN 'EMBASSY' ELSE 'IN_COUNTRY' END,
                CASE WHEN n %% 3 = 0 THEN 'NATIONAL_GUARD' ELSE 'GROUND_FORCES' END,
                CASE WHEN n %% 4 = 0 THEN 'embassy-' || n %% 80 END,
                state.name, false, n %% 4 <> 0, '2026.1', 1, at, at,
                CASE WHEN state.name = 'IN_PROGRESS' THEN (at + interval '400 days')::date END,
                'old', sha256(n::text::bytea), decode(repeat(md5(n::text), %d), 'hex'), sha256(n::text::bytea),
                CASE WHEN state.name = 'IN_PROGRESS' THEN CASE WHEN n %% 4 = 0 THEN 'EMBASSY' ELSE 'RECRUITING_CENTRE' END END,
                CASE WHEN state.name = 'IN_PROGRESS' THEN
                    ARRAY[CASE WHEN n %% 4 = 0 THEN 'EMBASSY' ELSE 'RECRUITING_CENTRE' END || ':EVIDENCE'] ELSE '{}' END,
                CASE WHEN state.name <> 'IN_PROGRESS' THEN '9999-12-31Z' WHEN n %% 4 = 0 THEN at ELSE '9999-12-30Z' END,
                CASE WHEN state.name <> 'IN_PROGRESS' THEN '9999-12-31Z' WHEN n %% 4 = 0 THEN '9999-12-30Z' ELSE at END,
                CASE WHEN state.name <> 'IN_PROGRESS' THEN '9999-12-31Z'::timestamptz ELSE '9999-12-30Z' END, 1,
                sha256('x' || n::text::bytea)
            FROM generate_series(%d, %d) n,
                LATERAL (SELECT now() - n * interval '20 seconds' AS at) times,
                LATERAL (SELECT (ARRAY['FORWARDED', 'FORWARDED', 'FORWARDED', 'IN_PROGRESS', 'REFUSED'])[1 + n %% 5] AS name) state
            """;
    private static final String JOURNAL = """
            INSERT INTO journal SELECT id, 1, created_at, owner, 'person', 'portal', 'SUBMITTED', NULL, journal_head
            FROM application WHERE key_id = 'old' AND NOT EXISTS (SELECT FROM journal WHERE application_id = id)
            """;
    private static final String KEYS = """
            INSERT INTO idempotency SELECT owner, sha256('k' || blind_index), blind_index, id, decode(repeat(md5(owner), %d), 'hex'), created_at
            FROM application WHERE key_id = 'old' AND created_at > now() - interval '3 days'
            ON CONFLICT DO NOTHING
            """;
    private static final String SENT = """
            INSERT INTO forwarded SELECT gen_random_uuid(), id, 'ACCEPTED', 'GROUND_FORCES', 0, updated_at
            FROM application WHERE state = 'FORWARDED' AND key_id = 'old'
                AND NOT EXISTS (SELECT FROM forwarded f WHERE f.application_id = application.id)
            """;

    private Stored() {}

    static void fill(BenchEnvironment environment, int cases) throws SQLException {
        var there = (int) environment.count("SELECT count(*) FROM application WHERE key_id = 'old'");
        // In steps, so that no transaction is larger than the log may grow between two checkpoints.
        for (var from = there + 1; from <= cases; from += 100_000) {
            environment.run("intake", "intake_owner", cases(from, Math.min(cases, from + 99_999), 60));
        }
        for (var more : rest(60)) {
            environment.run("intake", "intake_owner", more);
        }
        for (var table : new String[] {"application", "journal", "idempotency", "forwarded", "outbox"}) {
            environment.run("intake", "intake_owner", "VACUUM ANALYZE " + table);
        }
    }

    /** @param sixteens the size of a sealed dossier, in 16 bytes */
    public static String cases(int from, int to, int sixteens) {
        return CASES.formatted(sixteens, from, to);
    }

    /** What belongs to those cases in the other tables. */
    public static String[] rest(int sixteens) {
        return new String[] {JOURNAL, KEYS.formatted(sixteens), SENT};
    }
}
