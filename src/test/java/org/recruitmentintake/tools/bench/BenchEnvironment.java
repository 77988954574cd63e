package org.recruitmentintake.tools.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.vertx.core.Vertx;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;
import org.recruitmentintake.tools.environment.Ports;
import org.recruitmentintake.tools.environment.TokenIssuer;
import org.recruitmentintake.tools.faults.BrokerProcess;
import org.recruitmentintake.tools.faults.Installation;

/**
 * The environment of the service in measurements: a PostgreSQL and a broker that sync every commit, and an issuer.
 */
final class BenchEnvironment implements AutoCloseable {

    private static final String PEER = "peer";

    final int databasePort = Ports.free();
    final BrokerProcess broker;
    private final Path directory;
    private final EmbeddedDatabase database;
    private final TokenIssuer issuer;
    private final DevKeys keys;
    private Vertx consumer;
    private final List<Service> services = new ArrayList<>();
    private Service peer;

    BenchEnvironment(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        keys = DevKeys.generate(directory.resolve("keys"));
        issuer = new TokenIssuer(keys.issuer(), Ports.free());
        issuer.start();
        database = new EmbeddedDatabase(directory.resolve("database"), databasePort, true);
        database.start();
        // A checkpoint during one run and not during the other would decide the comparison.
        for (var setting : List.of("max_wal_size = '4GB'", "checkpoint_timeout = '30min'")) {
            run("postgres", "postgres", "ALTER SYSTEM SET " + setting);
        }
        run("postgres", "postgres", "SELECT pg_reload_conf()");
        Thread.sleep(500);
        broker = new BrokerProcess(directory.resolve("broker")).start();
        startConsumer();
    }

    /** Starts a consumer that keeps the queues empty. */
    void startConsumer() {
        if (consumer != null) consumer.close();
        consumer = Producer.drain(broker.port, "recruitment.ground-forces", "recruitment.territorial-defence");
    }

    /** Deletes everything that a run has stored, so that each run starts with the same state. */
    void empty() throws SQLException {
        run("intake", "intake_owner", "TRUNCATE forwarded, outbox, idempotency, journal, application");
        if (peer != null) run(PEER, "intake_owner", "TRUNCATE outbox, idempotency, journal, application");
        checkpoint();
    }

    void checkpoint() throws SQLException { run("postgres", "postgres", "CHECKPOINT"); }

    void run(String name, String user, String statement) throws SQLException {
        try (var connection = connect(name, user); var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    long count(String query) throws SQLException { return (long) number(query); }

    double number(String query) throws SQLException { return number("intake", query); }

    double number(String name, String query) throws SQLException {
        try (var connection = connect(name, "intake_owner");
                var answer = connection.createStatement().executeQuery(query)) {
            answer.next();
            return answer.getDouble(1);
        }
    }

    String text(String query) throws SQLException {
        try (var connection = connect("intake", "intake_owner");
                var answer = connection.createStatement().executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    Connection connect(String name, String user) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + databasePort + "/" + name, user,
                EmbeddedDatabase.PASSWORD);
    }

    /** Signed by the algorithm that most issuers use, unless {@code bench.algorithm} names another one. */
    String token() {
        return issuer.token(Map.of("client", "bench", "role", "recruiting-centre", "branches", "GROUND_FORCES",
                "algorithm", System.getProperty("bench.algorithm", "RS256")));
    }

    Stream<ProcessHandle> databaseProcesses() throws IOException {
        var pid = Files.readAllLines(directory.resolve("database/data/postmaster.pid")).get(0).strip();
        var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.children());
    }

    /** Waits until the relay has sent all messages; if it does not, the next measurement would be wrong. */
    void awaitDrained() throws Exception {
        for (var i = 0; i < 1200 && pending() > 0; i++) {
            Thread.sleep(100);
        }
        if (pending() > 0) throw new IllegalStateException("the relay has not sent all messages");
    }

    private double pending() throws SQLException {
        return number("SELECT count(*) FROM outbox")
                + (peer == null ? 0 : number(PEER, "SELECT count(*) FROM outbox WHERE state = 'PENDING'"));
    }

    /**
     * @param artefact a jar or an executable, and its options after commas
     * @param java options of the JVM, for a jar
     */
    Service service(String artefact, List<String> java, String... more) throws Exception {
        var settings = Installation.settings(databasePort, broker.port, issuer, keys);
        // The pre-checks come from one address and without a token.
        settings.put("intake.limits.address.requests", "1000000000");
        settings.put("intake.limits.address.at-once", "119");
        settings.put("intake.pools.anonymous.working", "120");
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        var service = new Service(artefact, java, settings);
        services.add(service);
        return service;
    }

    /** Another service that does the same work: a jar of Spring Boot, in a database of its own. */
    Service peer(String jar) throws Exception {
        run("postgres", "postgres", "CREATE DATABASE " + PEER + " OWNER intake_owner");
        peer = new Service(jar);
        services.add(peer);
        return peer;
    }

    @Override
    public void close() throws Exception {
        for (var service : services) {
            service.close();
        }
        consumer.close();
        broker.close();
        database.stop();
        issuer.stop();
    }

    /** The packaged service as a process of its own. */
    final class Service implements AutoCloseable {

        final int port = Ports.free();
        final int management = Ports.free();
        final ChildProcess process;
        private final String database;
        private final String ready;

        private Service(String jar) throws Exception {
            database = PEER;
            ready = "http://localhost:" + port + "/actuator/health/readiness";
            var command = new ArrayList<>(ChildProcess.java(List.of("-Xmx512m", "-jar", jar)));
            Map.of("server.port", port,
                    "spring.datasource.url", "jdbc:postgresql://localhost:" + databasePort + "/" + PEER
                            + "?reWriteBatchedInserts=true&options=-c%20synchronous_commit=on",
                    "spring.datasource.username", "intake_owner", "spring.datasource.password",
                    EmbeddedDatabase.PASSWORD,
                    "spring.security.oauth2.resourceserver.jwt.jwk-set-uri", issuer.url() + "/jwks",
                    "spring.security.oauth2.resourceserver.jwt.issuer-uri", issuer.url(),
                    "peer.broker.url", "amqp://localhost:" + broker.port,
                    "peer.keys.sealing", keys.sealing(), "peer.keys.blind-index", keys.blindIndex(),
                    "peer.keys.signing", keys.signing())
                    .forEach((key, value) -> command.add("--" + key + "=" + value));
            command.add("--peer.keys.recipients=" + keys.recipients());
            process = started(command);
        }

        private Service(String artefact, List<String> java, Map<String, String> settings) throws Exception {
            database = "intake";
            ready = "http://localhost:" + management + "/q/health/ready";
            var parts = artefact.split(",");
            var options = List.of(parts).subList(1, parts.length);
            var jar = parts[0].endsWith(".jar");
            var command = new ArrayList<>(jar ? ChildProcess.java(List.of("-Xmx512m")) : List.of(parts[0]));
            command.addAll(java);
            settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.add("-Dquarkus.http.port=" + port);
            command.add("-Dquarkus.management.port=" + management);
            // An option of the artefact replaces a setting from above: of two values Java takes the last.
            command.addAll(options);
            if (jar) command.addAll(List.of("-jar", parts[0]));
            process = started(command);
        }

        private ChildProcess started(List<String> command) throws Exception {
            var started = ChildProcess.start(command, directory.resolve(database + ".log"));
            for (var i = 0; !ready(); i++) {
                if (!started.isAlive() || i > 600) {
                    throw new IllegalStateException("see " + directory + "/" + database + ".log");
                }
                Thread.sleep(100);
            }
            return started;
        }

        /** The number of stored cases. */
        long cases() throws SQLException {
            return (long) number(database, "SELECT count(*) FROM application");
        }

        private boolean ready() {
            try {
                var probe = (HttpURLConnection) URI.create(ready).toURL().openConnection();
                return probe.getResponseCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        }

        /** Freezes a service that is not measured, so that its relay does no work. */
        void freeze() {
            process.freeze();
        }

        void thaw() { process.thaw(); }

        Posts posts() { return Posts.applications(port, token()); }

        Posts checks() { return database.equals(PEER) ? Posts.checksOfPeer(port) : Posts.checks(port); }

        @Override
        public void close() throws Exception {
            thaw();
            process.terminate();
            if (process.exitCode(Duration.ofSeconds(30)) == -1) process.kill();
        }
    }
}
