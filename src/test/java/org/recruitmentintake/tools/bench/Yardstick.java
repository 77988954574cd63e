package org.recruitmentintake.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import org.recruitmentintake.tools.environment.EmbeddedDatabase;

/**
 * The durable throughput of PostgreSQL alone: {@code pgbench} with a simple transaction of five round trips, without
 * any check. From the package {@code postgresql-contrib} or {@code postgresql}.
 */
final class Yardstick {

    /** Transactions a second and the mean latency of one. */
    record Rate(double perSecond, double meanMillis) {}

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    private final BenchEnvironment environment;
    private final Path script;

    Yardstick(BenchEnvironment environment, Path directory) throws Exception {
        this.environment = environment;
        environment.run("intake", "intake_owner", """
                CREATE SCHEMA IF NOT EXISTS yardstick;
                DROP TABLE IF EXISTS yardstick.journal, yardstick.outbox, yardstick.application;
                CREATE TABLE yardstick.application (id bigint PRIMARY KEY, state text NOT NULL, created_at timestamptz NOT NULL, body text NOT NULL);
                CREATE TABLE yardstick.outbox (id bigint PRIMARY KEY, application_id bigint NOT NULL, created_at timestamptz NOT NULL);
                CREATE TABLE yardstick.journal (application_id bigint, seq int, at timestamptz NOT NULL, action text NOT NULL, PRIMARY KEY (application_id, seq));
                """);
        var random = new byte[850];
        ThreadLocalRandom.current().nextBytes(random);
        // The body is part of the prepared statement and not sent each time.
        script = Files.writeString(directory.resolve("yardstick.sql"), """
                \\set id random(1, 4611686018427387903)
                BEGIN;
                INSERT INTO yardstick.application VALUES (:id, 'ACCEPTED', now(), '%s');
                INSERT INTO yardstick.outbox VALUES (:id, :id, now());
                INSERT INTO yardstick.journal VALUES (:id, 1, now(), 'SUBMITTED');
                COMMIT;
                """.formatted(HexFormat.of().formatHex(random)));
    }

    Rate run(int clients, int seconds) throws Exception {
        environment.run("intake", "intake_owner",
                "TRUNCATE yardstick.journal, yardstick.outbox, yardstick.application");
        environment.checkpoint();
        var command = List.of("pgbench", "-n", "-M", "prepared", "-f", script.toString(),
                "-c", String.valueOf(clients), "-j", String.valueOf(Math.min(2, clients)),
                "-T", String.valueOf(seconds), "-h", "localhost", "-p", String.valueOf(environment.databasePort),
                "-U", "intake_owner", "intake");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", EmbeddedDatabase.PASSWORD);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IOException(output);
        return new Rate(number(TPS, output), number(LATENCY, output));
    }

    private static double number(Pattern pattern, String output) throws IOException {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) throw new IOException(output);
        return Double.parseDouble(matcher.group(1));
    }
}
