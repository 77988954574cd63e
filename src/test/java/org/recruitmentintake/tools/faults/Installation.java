package org.recruitmentintake.tools.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.EmbeddedDatabase;
import org.recruitmentintake.tools.environment.Ports;
import org.recruitmentintake.tools.environment.TokenIssuer;

/**
 * The environment of the service in fault tests: PostgreSQL, a broker in a process of its own, an issuer, and proxies
 * between them that can lose answers. PostgreSQL commits synchronously, as in production. Its fsync is off, which
 * matters only if the machine loses its power, not if a process is killed.
 */
public final class Installation implements AutoCloseable {

    static final long SEED = Long.getLong("faults.seed", ThreadLocalRandom.current().nextLong(1_000_000));

    /** The commit under test, and whether the working tree has changed since. */
    static final String COMMIT = commit();

    /** New for each test, so that its random numbers do not depend on the tests before it. */
    private Random random = new Random(SEED);
    final Path directory;
    final TokenIssuer issuer;
    final BrokerProcess broker;
    final FaultyProxy toDatabase;
    final FaultyProxy toBroker;
    private final DevKeys keys;
    private final int databasePort = Ports.free();
    private final EmbeddedDatabase database;
    private final List<ServiceProcess> services = new ArrayList<>();

    Installation(String name) throws Exception {
        // Its log would report each process that a test kills.
        Logger.getLogger("io.zonky").setLevel(Level.OFF);
        System.out.printf("%nFaults of commit %s with the seed %d (again: -Dfaults.seed=%d)%n", COMMIT, SEED, SEED);
        directory = Files.createDirectories(
                Path.of("target", "faults", name + "-" + ProcessHandle.current().pid()).toAbsolutePath());
        keys = DevKeys.generate(directory.resolve("keys"));
        issuer = new TokenIssuer(keys.issuer(), Ports.free());
        issuer.start();
        database = new EmbeddedDatabase(directory.resolve("database"), databasePort);
        database.start();
        synchronousCommit("on");
        broker = new BrokerProcess(directory.resolve("broker")).start();
        toDatabase = new FaultyProxy(databasePort, random.nextLong());
        toBroker = new FaultyProxy(broker.port, random.nextLong());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close();
            } catch (Exception gone) {
                // Files may be left; only the processes must end.
            }
        }));
    }

    /** Starts the random numbers of a test: the same whether it runs alone or with others. */
    void begin(String test) {
        random = new Random(SEED ^ test.hashCode());
        toDatabase.seed(random.nextLong());
        toBroker.seed(random.nextLong());
    }

    int draw(int bound) { return random.nextInt(bound); }

    /** A proxy of the broker for one test. It has its own random numbers, since it draws them on its own threads. */
    FaultyProxy proxyToBroker() {
        return new FaultyProxy(broker.port, random.nextLong());
    }

    /** A service with the settings of production, except those given as key, value, key, value. */
    ServiceProcess service(String name, String... more) {
        return service(ServiceProcess.PACKAGED, name, more);
    }

    ServiceProcess service(Path artefact, String name, String... more) {
        var settings = settings(toDatabase.port, toBroker.port, issuer, keys);
        for (var i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        var service = new ServiceProcess(artefact, name, directory, settings);
        services.add(service);
        return service;
    }

    /** The settings of the packaged service in this environment, besides those of production. */
    public static Map<String, String> settings(int databasePort, int brokerPort, TokenIssuer issuer, DevKeys keys) {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + databasePort + "/intake");
        settings.put("quarkus.datasource.password", EmbeddedDatabase.PASSWORD);
        settings.put("quarkus.flyway.username", "intake_owner");
        settings.put("quarkus.flyway.password", EmbeddedDatabase.PASSWORD);
        settings.put("quarkus.flyway.migrate-at-start", "true");
        settings.put("mp.jwt.verify.issuer", issuer.url());
        settings.put("mp.jwt.verify.publickey.location", issuer.url() + "/jwks");
        settings.put("intake.broker.host", "localhost");
        settings.put("intake.broker.port", String.valueOf(brokerPort));
        settings.put("intake.broker.tls.enabled", "false");
        settings.put("intake.plain-connections", "true");
        settings.put("intake.keys.sealing", keys.sealing().toString());
        settings.put("intake.keys.blind-index", keys.blindIndex().toString());
        settings.put("intake.keys.signing", keys.signing().toString());
        settings.put("intake.keys.recipients", keys.recipients().toString());
        // One client sends all requests here, and would reach its own limit before the limit under test.
        settings.put("intake.limits.client.requests", "1000000000");
        settings.put("intake.limits.person.requests", "1000000000");
        settings.put("intake.limits.client.at-once", "119");
        settings.put("intake.limits.person.at-once", "118");
        return settings;
    }

    /** A connection of the test itself, as the owner of the tables, without the proxy. */
    Connection sql() throws SQLException {
        return connect("intake", "intake_owner");
    }

    Connection connect(String name, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + databasePort + "/" + name + "?connectTimeout=2&socketTimeout=30", user,
                EmbeddedDatabase.PASSWORD);
    }

    /** The address in the form of psql. */
    String databaseUrl(String user) {
        return "postgresql://%s:%s@localhost:%d/intake".formatted(user, EmbeddedDatabase.PASSWORD, databasePort);
    }

    /** Delays each insert of a case in the database; zero ends the delay. */
    void slowDown(Duration each) throws SQLException {
        slowDown(each, "true");
    }

    /** The same for cases that meet an SQL condition, such as {@code NEW.owner = 'portal'}. */
    void slowDown(Duration each, String condition) throws SQLException {
        try (var connection = sql(); var statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER IF EXISTS slow ON application");
            if (each.isZero()) return;
            statement.execute("CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS "
                    + "$$ BEGIN PERFORM pg_sleep(" + each.toMillis() / 1000.0 + "); RETURN NEW; END $$");
            statement.execute("CREATE TRIGGER slow BEFORE INSERT ON application FOR EACH ROW WHEN (" + condition
                    + ") EXECUTE FUNCTION slow()");
        }
    }

    void synchronousCommit(String value) throws SQLException {
        try (var connection = connect("postgres", "postgres"); var statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE intake SET synchronous_commit = " + value);
            // The WAL writer would flush the commits soon, so it is delayed as far as possible.
            statement.execute("ALTER SYSTEM SET wal_writer_delay = '" + (value.equals("on") ? "200ms" : "10s") + "'");
            statement.execute("ALTER SYSTEM SET wal_writer_flush_after = '"
                    + (value.equals("on") ? "1MB" : "1GB") + "'");
            statement.execute("SELECT pg_reload_conf()");
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'intake'");
        }
    }

    /** {@code kill -9} of every process of PostgreSQL. */
    void killDatabase() throws IOException, InterruptedException {
        var all = databaseProcesses();
        all.forEach(ProcessHandle::destroyForcibly);
        for (var process : all) {
            while (process.isAlive()) {
                Thread.sleep(10);
            }
        }
    }

    /** The files of PostgreSQL, while it is stopped. */
    Path databaseFiles() {
        return directory.resolve("database/data");
    }

    DevKeys keys() { return keys; }

    void stopDatabase() { database.stop(); }

    void startDatabase() {
        // The wrapper does not know that its process was killed. PostgreSQL then recovers from its log.
        database.stop();
        database.start();
    }

    void freezeDatabase() throws IOException {
        databaseProcesses().forEach(process -> ChildProcess.signal("STOP", process.pid()));
    }

    void thawDatabase() throws IOException {
        databaseProcesses().forEach(process -> ChildProcess.signal("CONT", process.pid()));
    }

    private List<ProcessHandle> databaseProcesses() throws IOException {
        var pid = Files.readAllLines(directory.resolve("database/data/postmaster.pid")).get(0).strip();
        var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        var all = new ArrayList<>(postmaster.children().toList());
        all.add(0, postmaster);
        return all;
    }

    private static String commit() {
        try {
            var git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--exclude=*")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var said = new String(git.getInputStream().readAllBytes(), US_ASCII).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException noGit) {
            return "unknown";
        }
    }

    @Override
    public void close() throws Exception {
        for (var service : services) {
            service.close();
        }
        broker.close();
        database.stop();
        issuer.stop();
    }
}
