package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;
import org.recruitmentintake.ProductionArtefactCheck;
import org.recruitmentintake.tools.Guide;
import org.recruitmentintake.tools.GuideShell;
import org.recruitmentintake.tools.environment.ChildProcess;
import org.recruitmentintake.tools.environment.DevKeys;
import org.recruitmentintake.tools.environment.Ports;
import org.recruitmentintake.tools.environment.TokenIssuer;

/**
 * Installs the service on one machine with the commands of docs/operations.md, from the roles in an empty PostgreSQL to
 * a dead message that is sent again. The paths are those of the test, and systemd does not run the unit. Runs after
 * packaging.
 */
@Timeout(300)
class GuideCheck {

    private static final String PASSWORD = "for-development-only";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path directory = Path.of("target", "guide-" + ProcessHandle.current().pid()).toAbsolutePath();
    private final Path etc = directory.resolve("etc");
    private final int httpPort = Ports.free();
    private final int managementPort = Ports.free();
    private final HttpClient http = HttpClient.newHttpClient();
    private GuideShell guide;
    /** The keys of the issuer and of the branches. */
    private DevKeys others;
    private TokenIssuer issuer;
    private BrokerProcess broker;
    private EmbeddedPostgres postgres;
    private ChildProcess service;

    @AfterEach
    void end() throws Exception {
        if (service != null) service.close();
        if (broker != null) broker.close();
        if (issuer != null) issuer.stop();
        if (postgres != null) postgres.close();
    }

    @Test
    void serviceIsInstalledOnOneMachineByTheGuide() throws Exception {
        guide = new GuideShell(directory.resolve("machine"), "bash", "curl", "psql", "sed");
        startServers();
        guide.sql("roles", database("postgres", "postgres"), GuideCheck::withPassword);
        makeKeys();
        writeSettings();
        var printed = guide.run("by-hand", this::here);
        assertTrue(printed.contains("systemctl enable --now intake"), printed.toString());
        assertEquals(List.of(), printed.stream().filter(line -> line.startsWith("WRONG")).toList());
        assertTrue(printed.stream().filter(line -> line.startsWith("ok ")).count() > 15, printed.toString());

        start();
        guide.set("INTAKE", "http://localhost:" + httpPort).set("OPERATOR", token("operations", "operator"));
        assertTrue(guide.run("test-message").toString().contains("\"result\":\"ACCEPTED\""));
        deadMessagesAreSentAgain();
        guide.set("CENTRE", centre());
        assertTrue(guide.run("first-case").toString().contains("\"state\":\"WITHDRAWN\""));
        passwordIsChangedByASecondLogin();
        lostCheckValueIsWrittenAgain();
    }

    private void startServers() throws Exception {
        others = DevKeys.generate(directory.resolve("others"));
        issuer = new TokenIssuer(others.issuer(), Ports.free());
        issuer.start();
        broker = new BrokerProcess(directory.resolve("broker")).start();
        postgres = EmbeddedPostgres.builder().setOverrideWorkingDirectory(Path.of("target/postgres").toFile())
                .setDataDirectory(directory.resolve("data")).start();
    }

    private void makeKeys() throws Exception {
        var artefact = String.join(" ", ProductionArtefactCheck.command());
        guide.preamble("""
                artefact() { %s "$@"; }
                intake() { artefact "$@"; }
                java() { shift 2; artefact "$@"; }
                runuser() { shift 3; "$@"; }
                systemctl() { echo "systemctl $*"; }
                useradd() { :; }
                chown() { :; }
                """.formatted(artefact.replaceAll("(?<![^ ])target/", Path.of("target").toAbsolutePath() + "/")));
        var key = Files.readString(others.recipients().resolve("GROUND_FORCES.jwk"));
        guide.write("from-the-branch.jwk", List.of(key));
        guide.set("THUMBPRINT", JsonWebKey.Factory.newJwk(key).calculateBase64urlEncodedThumbprint("SHA-256"));
        var printed = guide.run("keys");
        assertTrue(printed.get(0).matches("purpose sealing, id 2026-1, check value [0-9a-f]{32}"), printed.toString());
        // The keys of the other branches are imported in the same way.
        for (var branch : DevKeys.BRANCHES.subList(1, DevKeys.BRANCHES.size())) {
            Files.copy(others.recipients().resolve(branch + ".jwk"), guide.at("keys/recipients/" + branch + ".jwk"));
        }
    }

    /** The settings that differ between installations. */
    private void writeSettings() throws Exception {
        guide.set("APP_PASSWORD", PASSWORD).set("OWNER_PASSWORD", PASSWORD).set("BROKER_PASSWORD", "any");
        guide.run("credentials");
        for (var authority : List.of("postgres.pem", "broker.pem")) {
            guide.write(authority, List.of());
        }
        guide.run("machine", this::here);
        var settings = Files.readString(etc.resolve("settings.env"));
        for (var own : Map.of("MP_JWT_VERIFY_ISSUER", issuer.url(),
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION", issuer.url() + "/jwks",
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/intake?connectTimeout=4&tcpKeepAlive=true",
                "INTAKE_BROKER_HOST", "localhost", "INTAKE_BROKER_PORT", String.valueOf(broker.port)).entrySet()) {
            var changed = settings.replaceAll("(?m)^" + own.getKey() + "='.*'$",
                    own.getKey() + "='" + own.getValue() + "'");
            assertNotEquals(settings, changed, own.getKey());
            settings = changed;
        }
        settings = here(settings).replaceAll("(?m)^INTAKE_BROKER_TLS_TRUST_FILE.*$", "");
        Files.write(etc.resolve("settings.env"), List.of(settings, "INTAKE_BROKER_TLS_ENABLED='false'",
                "INTAKE_PLAIN_CONNECTIONS='true'", "QUARKUS_HTTP_PORT='" + httpPort + "'",
                "QUARKUS_MANAGEMENT_PORT='" + managementPort + "'"));
    }

    /** The text with the paths of the test. */
    private String here(String text) {
        return text.replace("/etc/intake", etc.toString())
                .replace("/opt/intake", directory.resolve("opt").toString())
                .replace("target/quarkus-app", Path.of("target/quarkus-app").toAbsolutePath().toString());
    }

    /** Starts the service, and waits until it is ready. */
    private void start() throws Exception {
        begin();
        for (var i = 0; i < 600 && ready() != 200; i++) {
            assertTrue(service.isAlive(), "see " + directory.resolve("service.log"));
            Thread.sleep(100);
        }
        assertEquals(200, ready());
    }

    /** Starts the service with the command of the unit. */
    private void begin() throws IOException {
        var unit = here(Guide.block("unit"));
        var start = "set -a; . %s; export %s; set +a; exec %s".formatted(value(unit, "EnvironmentFile"),
                value(unit, "Environment"), value(unit, "ExecStart").replaceAll("^/usr/bin/java (.*) -jar \\S+$",
                        String.join(" ", ProductionArtefactCheck.command())));
        service = ChildProcess.start(List.of("bash", "-euc", start), directory.resolve("service.log"));
    }

    private static String value(String unit, String key) {
        return unit.lines().filter(line -> line.startsWith(key + "=")).findFirst().orElseThrow()
                .substring(key.length() + 1);
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private void stop() throws InterruptedException {
        service.terminate();
        assertNotEquals(-1, service.exitCode(SOON));
    }

    private void deadMessagesAreSentAgain() throws Exception {
        broker.kill();
        var body = Cases.example("in-country").toString();
        var posted = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort + "/v1/applications"))
                .header("Authorization", "Bearer " + centre())
                .header("Content-Type", "application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        assertEquals(201, posted.statusCode(), posted.body());
        markDead();
        guide.set("ID", one("SELECT id::text FROM outbox"));
        var answers = String.join("", guide.run("dead-messages"));
        assertTrue(answers.contains("\"state\":\"DEAD\"") && answers.contains("\"state\":\"PENDING\""), answers);
        markDead();
        assertEquals("{\"resubmitted\":1,\"left\":0}", String.join("", guide.run("resubmissions")));
        broker.start();
        for (var i = 0; i < 300 && !one("SELECT count(*)::text FROM forwarded").equals("1"); i++) {
            Thread.sleep(100);
        }
        assertEquals("1", one("SELECT count(*)::text FROM forwarded"));
    }

    private void markDead() throws SQLException {
        owner("UPDATE outbox SET state = 'DEAD', claim = NULL, attempts = 8, last_failure = 'amqp:decode-error'");
    }

    private void passwordIsChangedByASecondLogin() throws Exception {
        guide.sql("second-login", database("postgres", "intake"), GuideCheck::withPassword);
        Files.write(etc.resolve("credentials/credentials.properties"),
                List.of(Guide.block("second-login-file").replace("...", PASSWORD).strip()));
        restart();
        assertEquals("intake_app_2", one("""
                SELECT DISTINCT usename::text FROM pg_stat_activity
                WHERE datname = 'intake' AND application_name = 'recruitment-intake'
                """));
    }

    private void lostCheckValueIsWrittenAgain() throws Exception {
        owner("DELETE FROM key_check WHERE purpose = 'SEALING'");
        stop();
        begin();
        assertEquals(1, service.exitCode(SOON), "the service does not start without the check value of a key in use");
        var key = guide.run("keys", text -> "intake keys print sealing keys/sealing").get(0);
        guide.sql("lost-key-check", database("intake_owner", "intake"), sql -> sql.replace("<id>", "2026-1")
                .replace("<check value>", key.substring(key.lastIndexOf(' ') + 1)));
        start();
    }

    private static String withPassword(String sql) { return sql.replace("'...'", "'" + PASSWORD + "'"); }

    private String centre() {
        return issuer.token(Map.of("client", "centre-one", "role", "recruiting-centre", "branches", "GROUND_FORCES"));
    }

    private String token(String client, String role) {
        return issuer.token(Map.of("client", client, "role", role));
    }

    private int ready() {
        try {
            return http.send(HttpRequest.newBuilder(
                    URI.create("http://localhost:" + managementPort + "/q/health/ready")).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private String database(String user, String name) {
        return "postgresql://%s:%s@localhost:%d/%s".formatted(user, PASSWORD, postgres.getPort(), name);
    }

    private void owner(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "intake"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "intake"));
                var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
