package org.recruitmentintake.store;

import static org.recruitmentintake.check.Probe.Subject.DATABASE;
import static org.recruitmentintake.check.Probe.Subject.ROLE;
import static org.recruitmentintake.check.Probe.Subject.SCHEMA;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.security.SimplePassword;
import org.recruitmentintake.check.Probe;

/** Checks the server, the rights of the service's role, and the version of the schema. */
@ApplicationScoped
public class DatabaseProbe implements Probe {

    private static final int LEAST_SERVER = 150000;

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
                current_user AS role, current_database() AS name, pg_is_in_recovery() AS standby,
                COALESCE((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), 'no TLS') AS tls
            """;

    /** Rights that the role must not have, beside those on tables. */
    private static final String POWERS = """
            SELECT concat_ws(', ', CASE WHEN rolsuper THEN 'is a superuser' END,
                CASE WHEN rolcreaterole THEN 'may create roles' END,
                CASE WHEN rolcreatedb THEN 'may create databases' END,
                CASE WHEN has_schema_privilege('public', 'CREATE') THEN 'may create tables' END,
                CASE WHEN EXISTS (SELECT FROM pg_tables t WHERE t.schemaname = 'public'
                    AND pg_has_role(t.tableowner, 'USAGE')) THEN 'owns tables' END) AS powers
            FROM pg_roles WHERE rolname = current_user
            """;

    /** Rights on whole tables that differ from those that the migration grants. */
    private static final String TABLE_RIGHTS = """
            SELECT t.name || ': ' || p.word AS name, has_table_privilege(t.name, p.word) AS granted
            FROM (VALUES ('application', '{SELECT,INSERT}'), ('journal', '{SELECT,INSERT}'),
                    ('list_read', '{SELECT,INSERT}'), ('forwarded', '{SELECT,INSERT}'),
                    ('key_check', '{SELECT,INSERT}'), ('schema_version', '{SELECT}'),
                    ('idempotency', '{SELECT,INSERT,DELETE}'), ('outbox', '{SELECT,INSERT,DELETE}')) t (name, rights)
                CROSS JOIN unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE}'::text[]) p (word)
            WHERE to_regclass(t.name) IS NOT NULL
                AND has_table_privilege(t.name, p.word) <> (p.word = ANY (t.rights::text[]))
            """;

    /** Rights on columns that differ from those that the migration grants. */
    private static final String COLUMN_RIGHTS = """
            SELECT c.table_name || '.' || c.column_name || ': UPDATE' AS name,
                has_column_privilege(c.table_name, c.column_name, 'UPDATE') AS granted
            FROM information_schema.columns c LEFT JOIN (VALUES
                ('application', '{branch,embassy,state,attention,refusal_proposed,visible_to_branch,rule_set,version,
                    updated_at,next_evaluation_on,turn,tasks,embassy_since,centre_since,reviewer_since,assignee,
                    assigned_at,key_id,wrapped_key,dossier,blind_index,apart_from,journal_length,journal_head}'),
                ('idempotency', '{fingerprint,answer}'),
                ('outbox', '{claim,claims,due_at,state,attempts,last_failure}')) t (name,
                    columns) ON t.name = c.table_name
            WHERE c.table_schema = 'public' AND c.table_name IN
                    ('application', 'journal', 'list_read', 'forwarded', 'key_check', 'schema_version', 'idempotency',
                        'outbox')
                AND has_column_privilege(c.table_name, c.column_name, 'UPDATE')
                    <> COALESCE(c.column_name = ANY (t.columns::text[]), false)
            ORDER BY 1
            """;

    private final AgroalDataSource database;
    private final SchemaVersion schema;

    public DatabaseProbe(AgroalDataSource database, SchemaVersion schema) {
        this.database = database;
        this.schema = schema;
    }

    @Override
    public Subject subject() { return DATABASE; }

    @Override
    public List<Result> compare() {
        var results = new ArrayList<Result>();
        try {
            results.addAll(server());
            var fault = schema.fault();
            if (fault.isPresent()) results.add(Result.wrong(SCHEMA, "%s", fault.get()));
            else {
                results.add(Result.right(SCHEMA, "fits version %d of this service", SchemaVersion.NEEDED));
                results.add(role());
            }
        } catch (SqlFailure failure) {
            results.add(Result.wrong(DATABASE, "no answer (%s)",
                    failure.state().isEmpty() ? whyNotConnected() : "SQLSTATE " + failure.state()));
        }
        return results;
    }

    private List<Result> server() {
        return Sql.query(database, SERVER, sql -> sql, row -> {
            var text = "PostgreSQL %s, database %s, role %s, %s".formatted(row.getString("version"),
                    row.getString("name"), row.getString("role"), row.getString("tls"));
            if (row.getInt("number") < LEAST_SERVER) return Result.wrong(DATABASE, "%s: older than 15", text);
            return row.getBoolean("standby") ? Result.wrong(DATABASE, "%s: a standby, not the primary", text)
                    : Result.right(DATABASE, "%s", text);
        });
    }

    private Result role() {
        var faults = new ArrayList<String>();
        Sql.query(database, POWERS, sql -> sql, row -> row.getString("powers")).stream()
                .filter(powers -> !powers.isEmpty()).forEach(faults::add);
        for (var rights : List.of(TABLE_RIGHTS, COLUMN_RIGHTS)) {
            faults.addAll(Sql.query(database, rights, sql -> sql,
                    row -> (row.getBoolean("granted") ? "may, and should not: " : "may not, and must: ")
                            + row.getString("name")));
        }
        return faults.isEmpty() ? Result.right(ROLE, "may do what the service needs, and no more")
                : Result.wrong(ROLE, "%s", String.join("; ", faults));
    }

    /** Connects once more without the pool, which reports no reason. */
    private String whyNotConnected() {
        var settings = database.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        var properties = new Properties();
        properties.putAll(settings.jdbcProperties());
        if (settings.principal() != null) properties.put("user", settings.principal().getName());
        settings.credentials().stream().filter(SimplePassword.class::isInstance).map(SimplePassword.class::cast)
                .forEach(password -> properties.put("password", password.getWord()));
        try (var connection = DriverManager.getConnection(settings.jdbcUrl(), properties)) {
            return "the pool gave no connection";
        } catch (SQLException refused) {
            var cause = refused.getCause() == null ? "" : ", " + refused.getCause().getClass().getSimpleName();
            return "SQLSTATE " + refused.getSQLState() + cause;
        }
    }
}
