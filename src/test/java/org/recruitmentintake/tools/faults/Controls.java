package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.ToIntFunction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.tools.faults.Audit.Result;

/** Negative controls: each breaks a promise, and the audit must detect it. */
@Timeout(240)
class Controls {

    private static Installation installation;
    private static Audit audit;
    private final ArrayList<AutoCloseable> running = new ArrayList<>();

    @BeforeAll
    static void install() throws Exception {
        Audit.heading("Controls: each must be seen", "seen");
        installation = new Installation("controls");
        audit = new Audit(installation);
    }

    @AfterAll
    static void remove() throws Exception {
        installation.close();
    }

    @BeforeEach
    void begin(TestInfo info) {
        audit.begin(info);
    }

    @AfterEach
    void end() throws Exception {
        for (var each : running) {
            each.close();
        }
    }

    @Test
    void anAcknowledgedCommitThatWasNotSyncedIsSeen() throws Exception {
        installation.synchronousCommit("off");
        try {
            // Replaces the options of the service's connections, which commit synchronously.
            var service = service("not-synced", "quarkus.datasource.jdbc.additional-jdbc-properties.options",
                    "-c lock_timeout=4s");
            var load = load("not-synced", service);
            for (var round = 0; round < 3; round++) {
                Thread.sleep(2500);
                installation.killDatabase();
                installation.startDatabase();
            }
            Thread.sleep(2000);
            assertSeen("`synchronous_commit=off`, `kill -9` of PostgreSQL", load, Result::lost);
        } finally {
            installation.synchronousCommit("on");
        }
    }

    @Test
    void aRowThatIsMarkedSentBeforeTheSettlementIsSeen() throws Exception {
        var service = service("marked-early");
        var load = load("marked-early", service);
        for (var round = 0; round < 3; round++) {
            // Without a connection the relay claims nothing.
            while (audit.count("""
                    SELECT count(*) FROM forwarded f JOIN application a ON a.id = f.application_id
                    WHERE a.owner = ? AND f.forwarded_at > now() - interval '500 ms'
                    """, load.client) == 0) {
                Thread.sleep(50);
            }
            // From now on the broker reads nothing.
            installation.broker.freeze();
            audit.awaitWindowUnderWay(Duration.ofSeconds(60));
            // A relay that marks before it sends would have written this when its broker dies.
            update("""
                    WITH marked AS (DELETE FROM outbox WHERE claim IS NOT NULL RETURNING *)
                    INSERT INTO forwarded SELECT id, application_id, kind, branch, attempts, now() FROM marked
                    """);
            installation.broker.kill();
            installation.broker.start();
        }
        assertSeen("marked as sent before the settlement", load, Result::lost);
    }

    @Test
    void messagesThatAreNotDurableAreSeen() throws Exception {
        installation.broker.kill();
        installation.broker.start(BrokerProcess.Defect.FORGETS);
        var service = service("not-durable");
        var load = load("not-durable", service);
        Thread.sleep(4000);
        installation.broker.kill();
        installation.broker.start();
        Thread.sleep(2000);
        assertSeen("messages that are not durable, `kill -9` of the broker", load, Result::lost);
    }

    @Test
    void aKeyThatIsForgottenIsSeen() throws Exception {
        var service = service("no-key");
        var load = new Load(installation, "no-key", service::address).beforeRepeat(() -> {
            try {
                update("DELETE FROM idempotency");
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }).start(6);
        running.add(load);
        Thread.sleep(1000);
        installation.toDatabase.loseAnswers(20);
        Thread.sleep(15_000);
        installation.toDatabase.restore();
        Thread.sleep(1000);
        assertSeen("idempotency off, answers of PostgreSQL lost", load, Result::ghosts);
    }

    /** If a case is withdrawn after its message was sent, the branch needs a notice; here none is written. */
    @Test
    void aNoticeThatIsNotSentIsSeen() throws Exception {
        var service = service("no-notice");
        try {
            update("""
                    CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                    CREATE TRIGGER swallow BEFORE INSERT ON outbox FOR EACH ROW WHEN (NEW.kind = 'WITHDRAWN')
                    EXECUTE FUNCTION swallow()
                    """);
            assertSeen("notices of withdrawals are dropped", mixed("no-notice", service), Result::lost);
        } finally {
            update("DROP FUNCTION IF EXISTS swallow CASCADE");
        }
    }

    @Test
    void aCaseThatIsSentWithoutHavingBeenAcceptedIsSeen() throws Exception {
        var service = service("not-accepted");
        try {
            update("""
                    CREATE FUNCTION hasten() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                        INSERT INTO outbox (id, application_id, kind, branch, data, time)
                        VALUES (gen_random_uuid(), NEW.id, 'ACCEPTED', 'GROUND_FORCES', '\\x00', now());
                        RETURN NULL;
                    END $$;
                    CREATE TRIGGER hasten AFTER INSERT ON application FOR EACH ROW WHEN (NEW.state = 'IN_PROGRESS')
                    EXECUTE FUNCTION hasten()
                    """);
            assertSeen("cases are sent that wait for evidence", mixed("not-accepted", service), Result::ghosts);
        } finally {
            update("DROP FUNCTION IF EXISTS hasten CASCADE");
        }
    }

    /** Requests fail, and nothing is lost, since clients repeat them. */
    @Test
    void aReplicaThatLeavesAtOnceIsSeen() throws Exception {
        var hasty = service("hasty", "quarkus.shutdown.delay", "0S");
        var patient = service("patient");
        try (var balancer = new LoadBalancer(hasty, patient)) {
            var load = new Load(installation, "hasty", balancer::address).start(6);
            running.add(load);
            // Repeated until it is detected, since the load balancer may poll at the same moment.
            var rounds = 0;
            for (; rounds < 10 && load.ledger.failures() == 0; rounds++) {
                if (rounds > 0) hasty.start().awaitReady();
                load.awaitMore(50);
                hasty.terminate();
                hasty.exitCode(Duration.ofSeconds(25));
            }
            load.finish();
            audit.awaitDrained(load.client, Duration.ofSeconds(60));
            var failures = load.ledger.failures();
            var result = audit.find("one of two replicas leaves at once", rounds, 0, "-", load);
            assertTrue(failures > 0, load.ledger.answered());
            audit.writeSeen(result, "yes: %d requests failed".formatted(failures));
        }
    }

    private ServiceProcess service(String name, String... more) throws InterruptedException {
        var service = installation.service(name, more);
        running.add(service);
        return service.start().awaitReady();
    }

    private Load load(String client, ServiceProcess service) {
        var load = new Load(installation, client, service::address).start(6);
        running.add(load);
        return load;
    }

    private Load mixed(String client, ServiceProcess service) throws InterruptedException {
        var load = new Load(installation, client, service::address).mixed().start(6);
        running.add(load);
        load.awaitMore(150);
        return load;
    }

    private static void assertSeen(String control, Load load, ToIntFunction<Result> wrong) throws Exception {
        load.finish();
        audit.awaitDrained(load.client, Duration.ofSeconds(60));
        var result = audit.find(control, 1, 0, "-", load);
        assertFalse(result.isClean(), result.toString());
        assertTrue(wrong.applyAsInt(result) > 0, result.toString());
        audit.writeSeen(result, "yes");
    }

    private static void update(String sql) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
