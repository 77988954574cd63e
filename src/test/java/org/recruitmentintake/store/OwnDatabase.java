package org.recruitmentintake.store;

import static java.time.ZoneOffset.UTC;
import static org.recruitmentintake.application.model.JournalAction.SUBMITTED;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import org.flywaydb.core.Flyway;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/** A database of one test on the shared server, with all migrations. The relays of other tests do not read its outbox. */
public final class OwnDatabase implements AutoCloseable {

    /** A message that waits in the outbox, and its case. */
    public record Row(UUID id, UUID application) {}

    /** A migrated database, which the others are copied from: a copy takes a quarter of the time of a migration. */
    private static final String TEMPLATE = "own_template";
    private static final String DUPLICATE_DATABASE = "42P04";

    private final String name = newName();
    private final AgroalDataSource app;

    public OwnDatabase() throws SQLException {
        makeTemplate();
        administer("CREATE DATABASE " + name + " OWNER intake_owner TEMPLATE " + TEMPLATE);
        app = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
                .maxSize(8)
                .acquisitionTimeout(Duration.ofSeconds(2))
                // Some tests make the database unavailable for a while.
                .validateOnBorrow(true)
                .connectionValidator(ConnectionValidator.defaultValidator())
                .connectionFactoryConfiguration(connection -> connection
                        .jdbcUrl(url(name) + "?connectTimeout=2&options=-c%20lock_timeout=4s")
                        .principal(new NamePrincipal("intake_app"))
                        .credential(new SimplePassword(EmbeddedDatabase.PASSWORD)))));
    }

    /**
     * Under its name only when it is complete, so that a migration that fails does so in each test. Two class loaders
     * may make it at once.
     */
    private static synchronized void makeTemplate() throws SQLException {
        RealParts.ownDatabases().start();
        try (var connection = superuser("postgres"); var statement = connection.createStatement();
                var known = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + TEMPLATE + "'")) {
            if (known.next()) return;
        }
        var draft = newName();
        administer("CREATE DATABASE " + draft + " OWNER intake_owner");
        Flyway.configure()
                .dataSource(url(draft), "intake_owner", EmbeddedDatabase.PASSWORD)
                .placeholders(Map.of("app_role", "intake_app"))
                .load().migrate();
        try {
            administer("ALTER DATABASE " + draft + " RENAME TO " + TEMPLATE);
        } catch (SQLException failure) {
            if (!DUPLICATE_DATABASE.equals(failure.getSQLState())) throw failure;
            administer("DROP DATABASE " + draft);
        }
    }

    private static String newName() { return "own_" + UUID.randomUUID().toString().replace('-', '_'); }

    @Override
    public void close() throws SQLException {
        app.close();
        administer("DROP DATABASE " + name + " WITH (FORCE)");
    }

    /** Connections of the role of the service. */
    public DataSource app() { return app; }

    public OutboxTable outbox() { return new OutboxTable(app, Clock.systemUTC()); }

    WaitingMessageTable waitingMessages() { return new WaitingMessageTable(app); }

    /** A connection of the owner of the schema, whose password the service does not have. */
    public Connection owner() throws SQLException {
        return owner("");
    }

    /** @param options of the driver, e.g. {@code ?preferQueryMode=simple} */
    Connection owner(String options) throws SQLException {
        return DriverManager.getConnection(url(name) + options, "intake_owner", EmbeddedDatabase.PASSWORD);
    }

    Connection superuser() throws SQLException { return superuser(name); }

    private static Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "");
    }

    /** Inserts an accepted case and its message in one transaction. */
    public Row accepted(String address, byte[] data) throws SQLException {
        return accepted(UUID.randomUUID(), UUID.randomUUID(), address, data);
    }

    public Row accepted(UUID id, UUID application, String address, byte[] data) throws SQLException {
        try (var connection = app.getConnection()) {
            return accepted(connection, id, application, address, data);
        }
    }

    /** Inserts an accepted case and its message in the transaction of this connection. */
    Row accepted(Connection connection, UUID id, UUID application, String address, byte[] data) throws SQLException {
        var entry = new JournalEntry(Instant.now(), "portal-1", "portal-1", "portal", SUBMITTED, null);
        update(connection, """
                WITH inserted AS (
                    INSERT INTO application (id, owner, route, branch, state, rule_set, created_at, updated_at,
                        visible_to_branch, key_id, wrapped_key, dossier, journal_length, journal_head)
                    VALUES (?, 'portal-1', 'IN_COUNTRY', 'GROUND_FORCES', 'ACCEPTED', 'test', now(), now(),
                        true, 'k', '\\x00', '\\x00', 1, sha256(sha256(uuid_send(?)) || ?))
                    RETURNING id, journal_length, journal_head
                ), entry AS (
                    INSERT INTO journal (application_id, seq, at, client, actor, role, action, hash)
                    SELECT id, journal_length, ?, 'portal-1', 'portal-1', 'portal', 'SUBMITTED', journal_head
                        FROM inserted
                )
                INSERT INTO outbox (id, application_id, kind, branch, data, time)
                SELECT ?, id, 'ACCEPTED', ?, ?, now() FROM inserted
                """, application, application, entry.bytes(), entry.at().atOffset(UTC), id, branch(address), data);
        return new Row(id, application);
    }

    /** Inserts an accepted case, and its message with a claim. */
    public OutboxMessage accepted(RelayClaim claim, String address, byte[] data) throws SQLException {
        try (var connection = app.getConnection()) {
            connection.setAutoCommit(false);
            var row = accepted(connection, UUID.randomUUID(), UUID.randomUUID(), address, data);
            update(connection, "UPDATE outbox SET claim = ?, due_at = now() + ? * interval '1 ms' WHERE id = ?",
                    claim.id(), claim.hold().toMillis(), row.id());
            connection.commit();
            connection.setAutoCommit(true);
            return new OutboxMessage(row.id(), row.application(), MessageKind.ACCEPTED, branch(address), data,
                    Instant.now(), 0);
        }
    }

    /** Inserts a notice of a withdrawal into the outbox. */
    public Row withdrawn(UUID application, String address, byte[] data) throws SQLException {
        var id = UUID.randomUUID();
        update("""
                INSERT INTO outbox (id, application_id, kind, branch, data, time) VALUES (?, ?, ?, ?, ?, now())
                """, id, application, MessageKind.WITHDRAWN.name(), branch(address), data);
        return new Row(id, application);
    }

    /** The branch of an address of the default settings. */
    public static String branch(String address) {
        return address.substring("recruitment.".length()).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    public void update(String sql, Object... values) throws SQLException {
        try (var connection = app.getConnection()) {
            update(connection, sql, values);
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Changes the database of the service under test, as its owner. */
    public static void updateShared(String sql) throws SQLException {
        var url = "jdbc:postgresql://localhost:" + RealParts.database().port() + "/intake";
        try (var connection = DriverManager.getConnection(url, "intake_owner", EmbeddedDatabase.PASSWORD);
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Ends all connections, and refuses new ones until {@link #becomeAvailable()}. */
    public void becomeUnavailable() throws SQLException {
        administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    public void becomeAvailable() throws SQLException {
        administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    /** Takes connections out of the pool until it has none left and throws; then gives all back. */
    public void exhaust() throws SQLException {
        var taken = new ArrayList<Connection>();
        try {
            while (taken.size() < 100) {
                taken.add(app.getConnection());
            }
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
    }

    /** The first column of every row. */
    public List<String> list(String sql, Object... values) throws SQLException {
        try (var connection = app.getConnection(); var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    /** The first column of the only row. */
    public String one(String sql, Object... values) throws SQLException {
        var found = list(sql, values);
        if (found.size() != 1) throw new AssertionError(found.size() + " rows: " + sql);
        return found.get(0);
    }

    /** The head of a journal, computed in Java from all of its entries. */
    public byte[] journalHead(UUID application) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        try (var connection = app.getConnection(); var statement = connection.prepareStatement("""
                SELECT uuid_send(application_id) AS id, at, client, actor, role, action, detail FROM journal
                WHERE application_id = ? ORDER BY seq
                """)) {
            statement.setObject(1, application);
            byte[] head = null;
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (head == null) head = sha256.digest(rows.getBytes("id"));
                    sha256.update(head);
                    head = sha256.digest(new JournalEntry(rows.getTimestamp("at").toInstant(), rows.getString("client"),
                            rows.getString("actor"), rows.getString("role"),
                            JournalAction.valueOf(rows.getString("action")), rows.getString("detail")).bytes());
                }
            }
            return head;
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + RealParts.ownDatabases().port() + "/" + database;
    }

    private static void administer(String sql) throws SQLException {
        try (var connection = superuser("postgres"); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
