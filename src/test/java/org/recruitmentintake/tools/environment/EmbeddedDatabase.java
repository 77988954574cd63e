package org.recruitmentintake.tools.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL from a Maven artefact, with the two roles of production: {@code intake_owner} migrates and owns,
 * {@code intake_app} runs. It can be stopped and started again on the same port with the same data.
 */
public final class EmbeddedDatabase implements RealPart {

    /** The password of both roles. It is no secret: the server listens on the loopback address only. */
    public static final String PASSWORD = "for-development-only";

    // Unpacking takes two seconds: once after each clean.
    private static final Path UNPACKED = Path.of("target", "postgres").toAbsolutePath();

    private static final String CREATE_OWNER = "CREATE ROLE intake_owner LOGIN PASSWORD '" + PASSWORD + "'";
    private static final String CREATE_APP = "CREATE ROLE intake_app LOGIN PASSWORD '" + PASSWORD + "'";
    private static final String CREATE_DATABASE = "CREATE DATABASE intake OWNER intake_owner";

    private final Path directory;
    private final int port;
    private final String sync;
    private EmbeddedPostgres postgres;

    /** Without syncs, which is fast and loses data only if the machine crashes. */
    public EmbeddedDatabase(Path directory, int port) {
        this(directory, port, false);
    }

    /** @param durable whether each commit is synced to disk, as in production */
    public EmbeddedDatabase(Path directory, int port, boolean durable) {
        this.directory = directory;
        this.port = port;
        sync = durable ? "on" : "off";
    }

    @Override
    public synchronized void start() {
        if (postgres != null) return;
        try {
            Files.createDirectories(directory);
            postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(UNPACKED.toFile())
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("fsync", sync)
                    .setServerConfig("synchronous_commit", sync)
                    .setServerConfig("full_page_writes", sync)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("timezone", "UTC")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            createRolesAndDatabase();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("the embedded PostgreSQL does not answer", failure);
        }
    }

    @Override
    public synchronized void stop() {
        if (postgres == null) return;
        try {
            postgres.close();
            postgres = null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int port() { return port; }

    public String jdbcUrl() { return "jdbc:postgresql://localhost:" + port + "/intake"; }

    private void createRolesAndDatabase() throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var known = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'intake'")) {
                if (known.next()) return;
            }
            statement.execute(CREATE_OWNER);
            statement.execute(CREATE_APP);
            statement.execute(CREATE_DATABASE);
            statement.execute("REVOKE ALL ON DATABASE intake FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE intake TO intake_app");
        }
    }

    /** Stops the server that a killed run left behind in our data directory. */
    public void endOrphan() throws IOException {
        var pidFile = directory.resolve("data").resolve("postmaster.pid");
        if (!Files.exists(pidFile)) return;
        var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
        var orphan = ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        orphan.ifPresent(process -> {
            process.destroy();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }
}
