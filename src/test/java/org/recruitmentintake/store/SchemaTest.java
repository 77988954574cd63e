package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/** Rules that the database itself enforces. */
class SchemaTest {

    private static final String NOT_ALLOWED = "42501";
    private static final String NOT_UNIQUE = "23505";
    private static final String CHECK_VIOLATED = "23514";
    private static OwnDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase();
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "UPDATE journal SET detail = 'x'",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "ALTER TABLE journal DISABLE TRIGGER ALL",
            "DROP TABLE journal",
            "UPDATE list_read SET cases = 0",
            "DELETE FROM list_read",
            "TRUNCATE list_read",
            "DELETE FROM application",
            "UPDATE forwarded SET attempts = 0",
            "DELETE FROM forwarded",
            "UPDATE application SET owner = 'x'",
            "UPDATE application SET created_at = now()",
            "UPDATE outbox SET data = 'x'",
            "UPDATE outbox SET branch = 'x'",
            "UPDATE idempotency SET client = 'x'",
            "UPDATE key_check SET check_value = repeat('0', 32)",
            "DELETE FROM key_check",
            "CREATE TABLE mine (a int)"})
    void serviceMayNotRunThisStatement(String sql) throws SQLException {
        database.accepted("recruitment.ground-forces", new byte[] {1});
        var refused = assertThrows(SQLException.class, () -> database.update(sql));
        assertEquals(NOT_ALLOWED, refused.getSQLState(), refused.getMessage());
    }

    /** A migration that does not raise the number would leave no replica of its version ready. */
    @Test
    void recordedVersionIsThatOfTheLastMigration() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            var last = files.map(file -> file.getFileName().toString()).filter(name -> name.matches("V\\d+__.*"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__")))).max().orElseThrow();
            assertEquals(last, SchemaVersion.NEEDED);
            assertEquals(String.valueOf(last), database.one("SELECT installed FROM schema_version"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, true", "2, 1, 1, true", "1, 1, 2, false", "3, 2, 1, false", "3, 2, 2, true"})
    void replicaIsReadyBetweenTheTwoVersions(int installed, int readableFrom, int needed, boolean fits) {
        assertEquals(fits, SchemaVersion.fault(installed, readableFrom, needed).isEmpty());
    }

    @Test
    void serviceAddsToTheJournalAndReadsIt() throws SQLException {
        var row = database.accepted("recruitment.ground-forces", new byte[] {1});
        assertEquals("1", database.one("SELECT count(*) FROM journal WHERE application_id = ?", row.application()));
    }

    /** The operations guide creates a second role to change the password. It inherits the rights of the first. */
    @Test
    void secondLoginHasTheRightsOfTheFirst() throws Exception {
        var create = Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(line -> line.startsWith("CREATE ROLE intake_app_2 ")).findFirst().orElseThrow();
        try (var superuser = database.superuser(); var statement = superuser.createStatement()) {
            statement.execute(create.replace("...", EmbeddedDatabase.PASSWORD));
            statement.execute("REVOKE ALL ON DATABASE " + superuser.getCatalog() + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + superuser.getCatalog() + " TO intake_app");
            try (var second = DriverManager.getConnection(superuser.getMetaData().getURL(), "intake_app_2",
                    EmbeddedDatabase.PASSWORD);
                    var lacking = second.createStatement().executeQuery("""
                            SELECT format('%s %s (%s)', needed.act, c.relname, a.attname)
                            FROM (VALUES ('SELECT'), ('INSERT'), ('UPDATE')) needed (act), pg_class c
                            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                            WHERE has_column_privilege('intake_app', c.oid, a.attnum, needed.act)
                                AND NOT has_column_privilege(c.oid, a.attnum, needed.act)
                            UNION ALL
                            SELECT 'DELETE ' || relname FROM pg_class WHERE relkind = 'r'
                                AND has_table_privilege('intake_app', oid, 'DELETE') AND NOT has_table_privilege(oid,
                                    'DELETE')
                            """)) {
                var missing = new ArrayList<String>();
                while (lacking.next()) {
                    missing.add(lacking.getString(1));
                }
                assertEquals(List.of(), missing);
            } finally {
                statement.execute("DROP ROLE intake_app_2");
            }
        }
    }

    @Test
    void allowedValuesAreThoseOfTheEnumerations() throws SQLException {
        assertEquals(names(State.values()), allowed("case_state"));
        assertEquals(names(Branch.values()), allowed("branch"));
        assertEquals(names(Route.values()), allowed("route"));
        assertEquals(names(JournalAction.values()), allowed("journal_action"));
        assertEquals(names(MessageKind.values()), allowed("message_kind"));
    }

    @ParameterizedTest
    @CsvSource({"application, state, case_state", "application, branch, branch", "application, route, route",
            "application, turn, turn", "journal, role, client_role", "journal, action, journal_action",
            "outbox, kind, message_kind", "outbox, state, message_state", "forwarded, kind, message_kind"})
    void columnHoldsOnlyTheCodesOfItsDomain(String table, String column, String domain) throws SQLException {
        assertEquals(List.of(domain), database.list("""
                SELECT domain_name FROM information_schema.columns WHERE table_name = ? AND column_name = ?
                """, table, column));
        assertTrue(allowed(domain).size() > 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key_id", "wrapped_key", "dossier", "blind_index"})
    void erasedCaseKeepsNothingPersonal(String kept) throws SQLException {
        var row = database.accepted("recruitment.ground-forces", new byte[] {1});
        database.update("UPDATE application SET blind_index = sha256(uuid_send(id)) WHERE id = ?", row.application());
        var erase = """
                UPDATE application SET state = 'ERASED', key_id = NULL, wrapped_key = NULL, dossier = NULL,
                    blind_index = NULL
                WHERE id = ?
                """;
        var refused = assertThrows(SQLException.class,
                () -> database.update(erase.replace(kept + " = NULL", kept + " = " + kept), row.application()));
        assertEquals(CHECK_VIOLATED, refused.getSQLState());
        database.update(erase, row.application());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key_id", "wrapped_key", "dossier"})
    void caseThatIsNotErasedKeepsKeyAndDossier(String column) throws SQLException {
        var row = database.accepted("recruitment.ground-forces", new byte[] {1});
        var refused = assertThrows(SQLException.class, () -> database.update(
                "UPDATE application SET " + column + " = NULL WHERE id = ?", row.application()));
        assertEquals(CHECK_VIOLATED, refused.getSQLState());
    }

    @Test
    void oneCaseOfADocumentIsHandedOverUnlessRuledApart() throws SQLException {
        var first = database.accepted("recruitment.ground-forces", new byte[] {1}).application();
        var second = database.accepted("recruitment.ground-forces", new byte[] {1}).application();
        var setDocument = "UPDATE application SET blind_index = sha256('document') WHERE id = ?";
        database.update(setDocument, first);
        var refused = assertThrows(SQLException.class, () -> database.update(setDocument, second));
        assertEquals(NOT_UNIQUE, refused.getSQLState());
        database.update("UPDATE application SET apart_from = ARRAY[?::uuid] WHERE id = ?", first, second);
        database.update(setDocument, second);
        database.update("UPDATE application SET state = 'WITHDRAWN' WHERE id = ?", first);
        database.update("UPDATE application SET apart_from = '{}' WHERE id = ?", second);
    }

    @Test
    void secondAcceptanceOfACaseIsRefused() throws SQLException {
        var row = database.accepted("recruitment.ground-forces", new byte[] {1});
        var refused = assertThrows(SQLException.class, () -> database.update("""
                INSERT INTO outbox (id, application_id, kind, branch, data, time)
                VALUES (?, ?, 'ACCEPTED', 'GROUND_FORCES', '', now())
                """, UUID.randomUUID(), row.application()));
        assertEquals(NOT_UNIQUE, refused.getSQLState());
    }

    @Test
    void failureThatIsNoCodeIsRefused() throws SQLException {
        var row = database.accepted("recruitment.ground-forces", new byte[] {1});
        var refused = assertThrows(SQLException.class,
                () -> database.update("UPDATE outbox SET last_failure = 'Value of O''Neill rejected' WHERE id = ?",
                        row.id()));
        assertEquals(CHECK_VIOLATED, refused.getSQLState());
    }

    private static Set<String> allowed(String domain) throws SQLException {
        var checks = database.list("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contypid = ?::regtype",
                domain);
        assertEquals(1, checks.size(), domain);
        var values = new TreeSet<String>();
        var quoted = Pattern.compile("'([^']+)'").matcher(checks.get(0));
        while (quoted.find()) {
            values.add(quoted.group(1));
        }
        assertTrue(values.size() > 1, checks.get(0));
        return values;
    }

    private static Set<String> names(Enum<?>[] values) {
        return new TreeSet<>(Arrays.stream(values).map(Enum::name).toList());
    }
}
