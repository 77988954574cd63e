package org.recruitmentintake.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.recruitmentintake.ProductionArtefactCheck;
import org.recruitmentintake.RealParts;

/** Runs the commands of the packaged artefact with a real database, broker and issuer. Runs after packaging. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsCheck {

    private static final String PASSWORD = "for-development-only";

    /** The output of a command and its exit status. */
    private record Result(int status, List<String> out, String err) {

        List<String> linesOf(String subject) {
            return out.stream().filter(line -> line.substring(6).startsWith(subject + " ")).toList();
        }

        List<String> wrong() { return out.stream().filter(line -> line.startsWith("WRONG")).toList(); }
    }

    /** The name of the migrated database that is copied. */
    private static String migrated;

    private final String database = "check_" + UUID.randomUUID().toString().replace('-', '_');
    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws Exception {
        sql("intake", "CREATE DATABASE " + database + " OWNER intake_owner");
        settings.putAll(new RealParts().start());
        settings.putAll(Map.of("quarkus.datasource.jdbc.url", url(database), "intake.broker.tls.enabled", "false",
                "intake.plain-connections", "true", "quarkus.datasource.username", "intake_app",
                "quarkus.flyway.migrate-at-start", "false"));
        settings.remove("quarkus.flyway.username");
        settings.remove("quarkus.flyway.password");
    }

    @AfterEach
    void removeDatabase() throws SQLException {
        sql("intake", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    @AfterAll
    static void removeMigratedDatabase() throws SQLException {
        sql("intake", "DROP DATABASE IF EXISTS " + migrated + " WITH (FORCE)");
    }

    @Test
    void createdKeysPassTheCheck() throws Exception {
        migrate();
        assertEquals(0, run("keys", "sealing", at("sealing"), "1").status);
        assertEquals(0, run("keys", "blind-index", at("blind-index/key")).status);
        var signing = run("keys", "signing", at("signing"), "1");
        assertEquals(0, signing.status, signing.err);
        try (var files = Files.list(RealParts.keys().recipients())) {
            for (var file : files.toList()) {
                var branch = file.getFileName().toString().replace(".jwk", "");
                var taken = run("keys", "recipient", at("recipients"), branch, file.toString());
                assertEquals(0, taken.status, taken.err);
            }
        }
        settings.putAll(Map.of("intake.keys.sealing", at("sealing"), "intake.keys.signing", at("signing"),
                "intake.keys.blind-index", at("blind-index/key"), "intake.keys.recipients", at("recipients")));
        var checked = run("check");
        assertEquals(List.of(), checked.wrong());
        assertEquals(0, checked.status, checked.err);
        assertEquals(9, checked.linesOf("keys").size(), checked.out.toString());
        assertTrue(checked.linesOf("keys").stream().anyMatch(line -> line.contains(signing.out.get(0))));
    }

    @Test
    void checkNamesEachPartAndChangesNothing() throws Exception {
        migrate();
        var result = run("check");
        assertEquals(List.of(), result.wrong());
        assertEquals(0, result.status, result.err);
        assertEquals("", result.err);
        for (var subject : List.of("settings", "keys", "database", "role", "schema", "issuer", "broker")) {
            assertTrue(!result.linesOf(subject).isEmpty(), subject + " is not in " + result.out);
        }
        assertEquals(7, result.linesOf("broker").size(), "a connection and six queues");
        sql(database, "DO $$ BEGIN ASSERT NOT EXISTS (SELECT FROM key_check), 'a key was recorded'; END $$");
    }

    @Test
    void missingSchemaIsNamed() throws Exception {
        var result = run("check");
        assertEquals(1, result.status);
        assertEquals(List.of("WRONG schema   it is not there: the migration has not run"), result.linesOf("schema"));
        sql(database, "DO $$ BEGIN ASSERT to_regclass('application') IS NULL, 'it has migrated'; END $$");
    }

    @Test
    void rolesSurplusAndMissingRightsAreNamed() throws Exception {
        migrate();
        sql(database, "GRANT UPDATE, DELETE ON journal TO intake_app");
        sql(database, "REVOKE INSERT ON outbox FROM intake_app");
        sql(database, "REVOKE UPDATE (claim) ON outbox FROM intake_app");
        var role = run("check").linesOf("role").toString();
        for (var fault : List.of("may, and should not: journal: UPDATE", "may, and should not: journal: DELETE",
                "may not, and must: outbox: INSERT", "may not, and must: outbox.claim: UPDATE")) {
            assertTrue(role.contains(fault), role);
        }
        settings.put("quarkus.datasource.username", "intake_owner");
        assertTrue(run("check").linesOf("role").toString().contains("owns tables"));
    }

    @Test
    void schemaOfANewerVersionIsNamed() throws Exception {
        migrate();
        sql(database, "UPDATE schema_version SET installed = 9, readable_from = 9");
        assertTrue(run("check").linesOf("schema").toString().contains("it is too old"));
    }

    @Test
    void exchangedKeyIsNamed() throws Exception {
        migrate();
        sql(database, "INSERT INTO key_check VALUES ('BLIND_INDEX', 'key', repeat('0', 32))");
        var result = run("check");
        assertEquals(1, result.status);
        assertTrue(result.wrong().toString().contains("purpose blind-index, id key"), result.out.toString());
    }

    @Test
    void everyWrongSettingIsNamedInOneRun() throws Exception {
        migrate();
        settings.put("quarkus.datasource.username", "no_such_role");
        settings.put("mp.jwt.verify.publickey.location", "http://localhost:1/jwks");
        settings.put("intake.broker.host", "localhost:1,localhost");
        settings.put("intake.broker.address", "missing.{branch}");
        settings.put("intake.keys.blind-index", at("nowhere"));
        var result = run("check");
        assertEquals(1, result.status);
        var wrong = result.wrong();
        for (var expected : List.of("settings intake.keys.blind-index: " + at("nowhere") + " cannot be read",
                "database no answer (SQLSTATE 28000)",
                "issuer   http://localhost:1/jwks gave no keys (ConnectException)",
                "broker   localhost:1: no connection (AnnotatedConnectException)",
                "missing.ground-forces: amqp:not-found")) {
            assertTrue(wrong.stream().anyMatch(line -> line.contains(expected)), expected + " is not in " + wrong);
        }
    }

    @Test
    void unknownCommandIsRefused() throws Exception {
        var result = run("chekc");
        assertEquals(2, result.status);
        assertTrue(result.err.contains("`keys` or `check`"), result.err);
    }

    /** Creates the tables. The artefact migrates only the first database; the others are copies of it. */
    private void migrate() throws Exception {
        synchronized (CommandsCheck.class) {
            if (migrated == null) {
                migrateWithArtefact();
                migrated = database + "_migrated";
                sql("intake", "CREATE DATABASE " + migrated + " TEMPLATE " + database + " OWNER intake_owner");
            } else {
                sql("intake", "DROP DATABASE " + database);
                sql("intake", "CREATE DATABASE " + database + " TEMPLATE " + migrated + " OWNER intake_owner");
            }
        }
        settings.put("quarkus.flyway.migrate-at-start", "true");
    }

    private void migrateWithArtefact() throws Exception {
        settings.putAll(Map.of("quarkus.init-and-exit", "true", "quarkus.flyway.migrate-at-start", "true",
                "quarkus.flyway.username", "intake_owner", "quarkus.flyway.password", PASSWORD));
        var result = run();
        assertEquals(0, result.status, result.out + result.err);
        List.of("quarkus.init-and-exit", "quarkus.flyway.username", "quarkus.flyway.password")
                .forEach(settings::remove);
    }

    private Result run(String... arguments) throws Exception {
        var command = new ArrayList<>(ProductionArtefactCheck.command());
        command.addAll(List.of(arguments));
        var errors = folder.resolve("errors");
        var process = new ProcessBuilder(command).redirectError(errors.toFile());
        process.environment().keySet().removeIf(
                name -> Stream.of("QUARKUS_", "INTAKE_", "MP_").anyMatch(name::startsWith));
        settings.forEach((name, value) -> process.environment()
                .put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(), value));
        var running = process.start();
        var out = new String(running.getInputStream().readAllBytes(), UTF_8);
        return new Result(running.waitFor(), out.lines().toList(), Files.readString(errors).strip());
    }

    private String at(String path) { return folder.resolve(path).toString(); }

    private static void sql(String database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), "postgres", PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + RealParts.database().port() + "/" + database;
    }
}
