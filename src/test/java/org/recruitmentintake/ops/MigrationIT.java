package org.recruitmentintake.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.ProductionArtefactCheck;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/** Runs the migration like its Job: the packaged artefact with the variables and the file of the Job. */
class MigrationIT {

    private static final Path LOG = Path.of("target", "migration.log");

    private final String database = "migration_" + UUID.randomUUID().toString().replace('-', '_');

    @TempDir
    Path mounted;

    @BeforeEach
    void createDatabase() throws SQLException {
        run("intake", "postgres", "CREATE DATABASE " + database + " OWNER intake_owner");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        run("intake", "postgres", "DROP DATABASE " + database + " WITH (FORCE)");
    }

    @Test
    void jobCreatesTheSchemaAndEnds() throws Exception {
        assertEquals(0, job("intake_owner"));
        run(database, "intake_app", "SELECT count(*) FROM application");
        assertEquals(0, job("intake_owner"), "a second migration changes nothing");
    }

    /**
     * A migration that waits for a lock blocks all later statements: so it gives up, changes nothing, and can be
     * repeated.
     */
    @Test
    void migrationGivesUpBehindALockAndSucceedsLater() throws Exception {
        try (var other = DriverManager.getConnection(url(database), "intake_owner", EmbeddedDatabase.PASSWORD);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE TABLE application ()");
            assertNotEquals(0, job("intake_owner"));
            assertTrue(Files.readString(LOG).contains("lock timeout"),
                    "the migration did not fail because of the lock");
            other.rollback();
        }
        assertEquals(0, job("intake_owner"));
    }

    @Test
    void migrationFailsWithoutTheRightsOfTheOwner() throws Exception {
        assertNotEquals(0, job("intake_app"));
        assertTrue(Files.readString(LOG).contains("permission denied"),
                "the migration did not fail because of the rights");
    }

    private int job(String role) throws Exception {
        Files.writeString(mounted.resolve("migration.properties"), "quarkus.flyway.username=" + role
                + "\nquarkus.flyway.password=" + EmbeddedDatabase.PASSWORD + "\nquarkus.flyway.connect-retries=0\n");
        var process = new ProcessBuilder(ProductionArtefactCheck.command()).redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        var job = Manifests.documents(Path.of("k8s/base")).stream()
                .filter(document -> document.path("kind").asText().equals("Job")).findFirst().orElseThrow();
        job.at("/spec/template/spec/containers/0/env").forEach(
                variable -> process.environment().put(variable.get("name").asText(), variable.get("value").asText()));
        // An overlay sets these two variables.
        process.environment().put("QUARKUS_DATASOURCE_JDBC_URL", url(database));
        process.environment().put("QUARKUS_CONFIG_LOCATIONS", mounted.resolve("migration.properties").toString());
        var running = process.start();
        assertTrue(running.waitFor(120, TimeUnit.SECONDS), "the migration does not end");
        return running.exitValue();
    }

    private static void run(String database, String role, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), role, EmbeddedDatabase.PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + RealParts.database().port() + "/" + database;
    }
}
