package org.recruitmentintake.ops;

import static io.restassured.RestAssured.given;
import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.api.problem.Failures;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.RefusalLog;
import org.recruitmentintake.api.security.RefusedTokens;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.Housekeeping;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.PeriodicTasks;
import org.recruitmentintake.application.usecase.Reevaluation;
import org.recruitmentintake.application.usecase.ReevaluationConfig;
import org.recruitmentintake.application.usecase.Retention;
import org.recruitmentintake.application.usecase.RetentionConfig;
import org.recruitmentintake.application.usecase.WithdrawalAndErasure;
import org.recruitmentintake.forwarding.message.Envelope;
import org.recruitmentintake.forwarding.message.SigningKeys;
import org.recruitmentintake.ops.Runbook.Row;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.ExpiryDates;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.privacy.RequiredSettings;
import org.recruitmentintake.privacy.RequiredSettingsTest;
import org.recruitmentintake.privacy.TamperedException;
import org.recruitmentintake.privacy.Vault;
import org.recruitmentintake.privacy.keys.KeyCheck;
import org.recruitmentintake.privacy.keys.KeyCheckRepository;
import org.recruitmentintake.privacy.keys.KeyCheckUnavailableException;
import org.recruitmentintake.store.HousekeepingTable;
import org.recruitmentintake.store.OwnDatabase;

/**
 * Produces the cause of each log line that a runbook names, and finds the line. Each warning of the service is in a
 * runbook. RelayRunbookTest does the same for the relay.
 */
@QuarkusTest
@WithTestResource(RealParts.class)
class RunbookTest {

    private static final String RELAY = "org.recruitmentintake.forwarding.relay.ForwardingLog";
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+(?:Exception|Throwable)|[A-Z]\\w+\\$\\w+)`");

    private static final Pattern WARNING = Pattern.compile("LOG\\s*\\.(?:warn|error)[fv]?\\(");

    @TempDir
    Path folder;

    @TestHTTPResource(value = "/health/ready", management = true)
    String ready;

    @Inject
    RefusalLog refusals;

    @Inject
    Decisions decisions;

    @Inject
    RetentionConfig retention;

    @Inject
    ReevaluationConfig reevaluation;

    private OwnDatabase database;
    private KeyFolder keys;

    @BeforeEach
    void create() { keys = KeyFolder.in(folder); }

    @AfterEach
    void drop() throws SQLException {
        if (database != null) database.close();
    }

    /** Created only for the rows that need it. */
    private OwnDatabase database() throws SQLException {
        if (database == null) database = new OwnDatabase();
        return database;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void lineOfRunbookIsLogged(Row row) throws Exception { Runbook.assertLogged(row, () -> produce(row)); }

    static Stream<Row> rows() throws Exception {
        var ofRelay = Runbook.rowsOf(Class.forName(RELAY)).toList();
        return Runbook.rows().stream().filter(not(ofRelay::contains));
    }

    @Test
    void everyWarningIsInARunbook() throws IOException {
        var rows = Runbook.rows();
        assertTrue(rows.size() > 60, rows.toString());
        var warnings = Runbook.formats("warnf?|errorf?");
        assertEquals(WARNING.matcher(Settings.source()).results().count(), warnings.size(),
                "calls whose text is no constant are not compared");
        assertEquals(List.of(), warnings.stream().filter(format -> rows.stream().noneMatch(row -> row.isOf(format)))
                .toList());
    }

    /** If a class is renamed, a search of the log for its old name finds nothing. */
    @Test
    void everyNamedClassIsInALine() throws IOException {
        var inLines = Runbook.rows().stream().map(Row::inIt).toList();
        var named = CLASS.matcher(Manifests.read(Path.of("docs/operations.md"))).results()
                .map(name -> name.group(1)).toList();
        assertTrue(named.size() > 10, named.toString());
        assertEquals(List.of(), named.stream().filter(not(inLines::contains)).toList());
    }

    private void produce(Row row) throws Exception {
        switch (row.line()) {
            case "The service does not start, because of its settings: ..." -> startFails(assertThrows(
                    ConfigurationException.class, () -> require(new SmallRyeConfigBuilder().build(), false)));
            case "The service does not start, because of its keys: ..." -> startFails(
                    assertThrows(ConfigurationException.class, () -> compareKeys(key -> Optional.of("another"))));
            case "The service does not start: ... is in use or is no address of this host" -> startFails(
                    new QuarkusBindException("localhost", 8080, new BindException()));
            case "Connections are not verified, so that others may read and change messages: ..." -> startUnverified();
            case "Reporting health down status: ..." -> unready(row.inIt());
            case "The keys are not compared with their check values yet: the database is away" -> compareKeys(key -> {
                throw new KeyCheckUnavailableException(null);
            });
            case "Unavailable: ..." -> Failures.toProblem(unavailable(row.inIt()));
            case "The issuer's keys cannot be loaded (...)" -> RefusedTokens.withoutKeys(row.inIt());
            case "Internal error: ..." -> Failures.toProblem(bug(row.inIt()));
            case "Refused: missing-token, client unknown" -> given().get("/v1/applications").then().statusCode(401);
            case "Refused: forbidden, client ..." -> reading(RealParts.token("somebody", "operator"), 403);
            case "Refused: not-found, client ..." -> given()
                    .header("Authorization", "Bearer " + RealParts.token("somebody", "reviewer"))
                    .get("/v1/applications/" + UUID.randomUUID()).then().statusCode(404);
            case "Refused: too-many-requests, client ..." ->
                    refusals.add(new ProblemException(ProblemKind.TOO_MANY_REQUESTS));
            case "Refused: unknown-binding, client ...: its claim ... names nothing that is known" ->
                    reading(RealParts.token(Map.of(
                            "client", "somebody", "role",
                            row.inIt().equals("embassies") ? "embassy" : "recruiting-centre",
                            row.inIt(), "nowhere")), 403);
            case "Refused: invalid-token, reason ..." -> refused(row.inIt());
            case "Key in use: purpose ..., id ..., thumbprint ...",
                    "Key in use: purpose ..., id ..., check value ..." -> nameKeys();
            case "A case whose period is over could not be erased: ..." -> erase();
            case "A case could not be re-evaluated: ..." -> reevaluate();
            case "A periodic task failed: ..." -> call(new Retention(null, null, databaseThatIsAway(), null, retention),
                    "onSchedule");
            case "A data key does not open, and stays under its retired key (docs/operations.md)" -> rewrap();
            case "The last day of ... cannot be read: ..." -> call(make(ExpiryDates.class, config(Map.of(
                    "intake.broker.tls.trust-file", folder.resolve("missing").toString()))), "find");
            default -> throw new AssertionError("nothing produces " + row);
        }
    }

    private static void startFails(Throwable failure) throws Exception {
        var report = Class.forName("org.recruitmentintake.command.StartFailure").getDeclaredMethod("log",
                Throwable.class);
        report.setAccessible(true);
        report.invoke(null, failure);
    }

    private static void require(Config settings, boolean plainConnections) throws Exception {
        call(make(RequiredSettings.class, RequiredSettingsTest.injected(), settings, plainConnections), "check",
                new StartupEvent());
    }

    private static void startUnverified() throws Exception {
        var before = LaunchMode.current();
        LaunchMode.set(LaunchMode.NORMAL);
        try {
            require(config(Map.of("mp.jwt.verify.issuer", "i", "mp.jwt.verify.audiences", "a",
                    "mp.jwt.verify.publickey.location", "http://issuer/jwks", "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://db/x",
                    "quarkus.datasource.username", "u", "quarkus.datasource.password", "p")), true);
        } finally {
            LaunchMode.set(before);
        }
    }

    private void compareKeys(KeyCheckRepository register) throws Exception {
        call(make(KeyCheck.class, RequiredSettingsTest.injected(new Vault(keys), new BlindIndex(keys)), register),
                "onStart",
                new StartupEvent());
    }

    private void unready(String why) throws Exception {
        if (why.startsWith("Database")) {
            RealParts.database().stop();
            try {
                given().get(ready).then().statusCode(503);
            } finally {
                RealParts.database().start();
            }
        } else {
            var old = why.equals("it is too old");
            OwnDatabase.updateShared(old ? "UPDATE schema_version SET installed = 9, readable_from = 9"
                    : "ALTER TABLE schema_version RENAME TO elsewhere");
            try {
                given().get(ready).then().statusCode(503);
            } finally {
                OwnDatabase.updateShared(old ? "UPDATE schema_version SET installed = 1, readable_from = 1"
                        : "ALTER TABLE elsewhere RENAME TO schema_version");
            }
        }
        await().untilAsserted(() -> given().get(ready).then().statusCode(200));
    }

    /** The exception of PostgreSQL, its driver or the pool with this state. */
    private Exception unavailable(String state) {
        return assertThrows(SQLException.class, () -> {
            switch (state) {
                case "SQLSTATE 08" -> Runbook.databaseThatIsAway().getConnection();
                case "SQLSTATE 40", "SQLSTATE 53" -> database().list("""
                        DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '%s'; END $$
                        """.formatted(state.endsWith("40") ? "40P01" : "53300"));
                case "SQLSTATE 55P03" -> lockedOut();
                case "SQLSTATE 57" -> timedOut();
                case "SQLSTATE null" -> database().exhaust();
                default -> throw new AssertionError("nothing produces " + state);
            }
        });
    }

    private void lockedOut() throws SQLException {
        try (var holder = database().owner(); var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox");
            database().list("SELECT id FROM outbox");
        }
    }

    private void timedOut() throws SQLException {
        try (var connection = database().owner(); var statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 10");
            statement.execute("SELECT pg_sleep(60)");
        }
    }

    private Exception bug(String what) {
        var vault = new Vault(keys);
        var id = UUID.randomUUID();
        return switch (what) {
            case "SQLSTATE 42P01" -> assertThrows(SQLException.class, () -> database().list("SELECT 1 FROM missing"));
            case "TamperedException" -> assertThrows(TamperedException.class,
                    () -> vault.unwrap(UUID.randomUUID(), "dev-1", vault.newKey(id).wrapped()));
            case "Vault.unwrap" -> assertThrows(IllegalStateException.class,
                    () -> vault.unwrap(id, "lost", vault.newKey(id).wrapped()));
            default -> throw new AssertionError("nothing produces " + what);
        };
    }

    private static void refused(String reason) throws Exception {
        var token = RefusedTokens.refusedFor(reason);
        if (token.isPresent()) reading(token.get(), 401);
    }

    private static void reading(String token, int status) {
        given().header("Authorization", "Bearer " + token).get("/v1/applications").then().statusCode(status);
    }

    private void nameKeys() throws Exception {
        var signing = new SigningKeys(keys);
        var inventory = Class.forName("org.recruitmentintake.privacy.keys.KeyInventory");
        call(make(inventory, RequiredSettingsTest.injected(new Vault(keys), new BlindIndex(keys), signing,
                new Envelope(signing, keys)), new SimpleMeterRegistry()), "publish", new StartupEvent());
    }

    private void erase() {
        var stuck = UUID.randomUUID();
        var housekeeping = housekeeping(stuck);
        var applications = (ApplicationRepository) Proxy.newProxyInstance(Housekeeping.class.getClassLoader(),
                new Class<?>[] {ApplicationRepository.class}, (proxy, method, arguments) -> {
                    databaseThatIsAway().findDue(LocalDate.EPOCH, "2026.1", 1);
                    return null;
                });
        new Retention(new WithdrawalAndErasure(decisions, null, applications, null), decisions, housekeeping,
                new PeriodicTasks(Clock.systemUTC()), retention).purge();
    }

    private void reevaluate() {
        var applications = (ApplicationRepository) Proxy.newProxyInstance(Housekeeping.class.getClassLoader(),
                new Class<?>[] {ApplicationRepository.class}, (proxy, method, arguments) -> {
                    throw bug("TamperedException");
                });
        new Reevaluation(applications, null, decisions, housekeeping(UUID.randomUUID()),
                new PeriodicTasks(Clock.systemUTC()), reevaluation).reevaluateDue();
    }

    /** A {@link Housekeeping} for which this case is due for each task. */
    private static Housekeeping housekeeping(UUID due) {
        return (Housekeeping) Proxy.newProxyInstance(Housekeeping.class.getClassLoader(),
                new Class<?>[] {Housekeeping.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("runExclusively")) ((Runnable) arguments[1]).run();
                    return method.getName().equals("runExclusively") ? true : List.of(due);
                });
    }

    private Housekeeping databaseThatIsAway() {
        return new HousekeepingTable(Runbook.databaseThatIsAway(), new Vault(keys));
    }

    private void rewrap() throws SQLException {
        // The row says that its data key is wrapped with the key k; its bytes are no wrapped key.
        database().accepted("recruitment.ground-forces", new byte[] {1});
        keys.addSealingKey("k");
        new HousekeepingTable(database().app(), new Vault(keys)).rewrap(new UUID(0, 0), 10);
    }

    private static Config config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withDefaultValues(settings).build();
    }

    /** Calls a package-private constructor. */
    private static Object make(Class<?> type, Object... arguments) throws Exception {
        var constructor = Stream.of(type.getDeclaredConstructors())
                .filter(each -> each.getParameterCount() == arguments.length).findFirst().orElseThrow();
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    /** Calls a package-private method. */
    private static void call(Object object, String name, Object... arguments) throws Exception {
        var method = Stream.of(object.getClass().getDeclaredMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length).findFirst()
                .orElseThrow();
        method.setAccessible(true);
        try {
            method.invoke(object, arguments);
        } catch (InvocationTargetException failure) {
            throw (Exception) failure.getCause();
        }
    }
}
