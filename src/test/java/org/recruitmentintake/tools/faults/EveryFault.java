package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;
import org.recruitmentintake.tools.faults.Audit.Recovery;
import org.recruitmentintake.tools.faults.Audit.Result;

/** The delivery promise under faults of every part. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class EveryFault {

    private static final int ROUNDS = Integer.getInteger("faults.rounds", 20);
    /** The most messages under way: {@code intake.relay.window}. */
    private static final int WINDOW = 64;
    /** How long a claim lasts: {@code intake.relay.hold}. */
    private static final Duration HOLD = Duration.ofSeconds(60);
    /** The lock time-out of the service's connections. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(4);
    private static final int CLIENTS = 6;
    /** The longest time from the repair to the first accepted case, and to the first settled message. */
    private static final Duration SOON = Duration.ofSeconds(10);
    /** {@link #SOON}, plus the start of a JVM. */
    private static final Duration SOON_AFTER_ITS_START = Duration.ofSeconds(30);
    /** The longest time from acceptance to settlement of a message; shorter than the pauses after a refusal. */
    private static final Duration UNDELAYED = Duration.ofSeconds(4);
    /** The longest time from the last post to the settlement of all messages. */
    private static final Duration DRAINED = Duration.ofSeconds(30);
    /** {@link #DRAINED}, if the claim of a killed replica must end first. */
    private static final Duration DRAINED_AFTER_A_HOLD = HOLD.plusSeconds(15);

    private static Installation installation;
    private static Audit audit;
    private final ArrayList<AutoCloseable> running = new ArrayList<>();

    @BeforeAll
    static void install() throws Exception {
        Audit.heading("Faults");
        installation = new Installation("faults");
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
    @Order(1)
    void withoutAFaultEveryCaseArrivesExactlyOnce() throws Exception {
        var service = service("calm");
        var load = mixed("calm", service);
        Thread.sleep(8000);
        finish(load);
        assertCleanMixture(audit.of("none", 1, 0, "-", load));
        assertEquals(0, load.ledger.failures(), "and every request was answered");
    }

    @Test
    @Order(2)
    void theServiceIsKilledAtRandomMoments() throws Exception {
        var service = service("killed");
        var load = mixed("killed", service);
        var starts = new ArrayList<Instant>();
        for (var round = 0; round < ROUNDS; round++) {
            load.awaitMore(20);
            Thread.sleep(installation.draw(1500));
            service.kill();
            starts.add(Instant.now());
            service.start().awaitReady();
        }
        load.awaitMore(20);
        finish(load, DRAINED_AFTER_A_HOLD);
        var recovery = audit.recovery(starts, load);
        var result = audit.of("`kill -9` of the service", ROUNDS, ROUNDS * WINDOW, recovery + " (its start included)",
                load);
        assertCleanMixture(result);
        assertRecovered(recovery, SOON_AFTER_ITS_START);
    }

    @Test
    @Order(3)
    void theDatabaseIsKilledAndRecovers() throws Exception {
        var service = service("database-killed");
        // The tables are on disk. From now on only the service's own connections commit synchronously.
        installation.synchronousCommit("off");
        try {
            databaseKilled(service);
        } finally {
            installation.synchronousCommit("on");
        }
    }

    private void databaseKilled(ServiceProcess service) throws Exception {
        var load = mixed("database-killed", service);
        var returns = new ArrayList<Instant>();
        for (var round = 0; round < 5; round++) {
            Thread.sleep(1000 + installation.draw(2000));
            installation.killDatabase();
            Thread.sleep(1000);
            installation.startDatabase();
            returns.add(Instant.now());
        }
        Thread.sleep(4000);
        finish(load);
        var recovery = audit.recovery(returns, load);
        // Messages sent while the database was down are recorded when it returns, and are not sent again.
        assertCleanMixture(audit.of("`kill -9` of PostgreSQL", 5, 0, recovery.toString(), load));
        assertRecovered(recovery, SOON);
    }

    @Test
    @Order(4)
    void theDatabaseFallsSilent() throws Exception {
        var service = service("database-silent");
        var load = load("database-silent", service);
        Thread.sleep(2000);
        installation.freezeDatabase();
        Thread.sleep(20_000);
        var live = service.health("live");
        var ready = service.health("ready");
        installation.thawDatabase();
        var since = Instant.now();
        Thread.sleep(5000);
        finish(load);
        var recovery = audit.recovery(since, load);
        // The silence is shorter than the hold: messages sent before it are recorded after it, and not sent again.
        assertClean(audit.of("PostgreSQL silent for 20 s", 1, 0, recovery.toString(), load));
        assertRecovered(recovery, SOON);
        assertEquals(200, live, "the process lives without its database");
        assertEquals(503, ready, "the service is not ready without its database");
    }

    @Test
    @Order(5)
    void answersOfTheDatabaseAreLost() throws Exception {
        var service = service("answers-lost");
        var load = mixed("answers-lost", service);
        Thread.sleep(1000);
        installation.toDatabase.loseAnswers(40);
        Thread.sleep(15_000);
        installation.toDatabase.restore();
        var since = Instant.now();
        Thread.sleep(2000);
        finish(load);
        var broken = installation.toDatabase.cuts.get();
        var recovery = audit.recovery(since, load);
        // A settlement whose answer is lost is recorded again; messages of a claim whose answer is lost were not sent.
        assertCleanMixture(
                audit.of("answers of PostgreSQL lost, commits among them", broken, 0, recovery.toString(), load));
        assertRecovered(recovery, SOON);
        assertTrue(broken > 5, broken + " answers were lost");
    }

    @Test
    @Order(6)
    void theBrokerIsAbsentAtTheStartAndKilledLater() throws Exception {
        installation.broker.kill();
        var service = service("broker-killed");
        var load = mixed("broker-killed", service);
        Thread.sleep(3000);
        assertEquals(200, service.health("ready"), "the service is ready without its broker");
        var returns = new ArrayList<Instant>();
        for (var round = 0; round < 4; round++) {
            installation.broker.start();
            returns.add(Instant.now());
            // Longer than the longest reconnect pause; otherwise a round could end before the relay has connected.
            Thread.sleep(6000 + installation.draw(2000));
            if (round < 3) installation.broker.kill();
            Thread.sleep(1000);
        }
        finish(load);
        var recovery = audit.recovery(returns, load);
        // Each of the three kills can repeat one window, which the broker has stored but not confirmed.
        assertCleanMixture(
                audit.of("broker absent at the start, then `kill -9`", 4, 3 * WINDOW, recovery.toString(), load));
        assertRecovered(recovery, SOON);
        assertEquals(0, load.ledger.failures(), "no post failed");
    }

    @Test
    @Order(7)
    void theBrokersAnswersAreSwallowed() throws Exception {
        var service = service("swallowed", "intake.relay.settlement-timeout", "3S", "intake.relay.hold", "10S");
        var load = load("swallowed", service);
        Thread.sleep(2000);
        installation.toBroker.silence();
        Thread.sleep(12_000);
        installation.toBroker.restore();
        var since = Instant.now();
        Thread.sleep(3000);
        finish(load);
        var recovery = audit.recovery(since, load);
        // Only the window that was under way can be repeated: there was no connection for another one.
        assertClean(audit.of("settlements swallowed for 12 s", 1, WINDOW, recovery.toString(), load));
        assertRecovered(recovery, SOON);
        assertEquals(0, load.ledger.failures(), "no post failed");
    }

    @Test
    @Order(8)
    void theBrokerFallsSilent() throws Exception {
        var service = service("broker-silent", "intake.relay.settlement-timeout", "3S", "intake.relay.hold", "10S");
        var load = load("broker-silent", service);
        Thread.sleep(2000);
        installation.broker.freeze();
        Thread.sleep(12_000);
        installation.broker.thaw();
        var since = Instant.now();
        Thread.sleep(3000);
        finish(load);
        var recovery = audit.recovery(since, load);
        assertClean(audit.of("broker silent for 12 s", 1, WINDOW, recovery.toString(), load));
        assertRecovered(recovery, SOON);
        assertEquals(0, load.ledger.failures(), "no post failed");
    }

    @Test
    @Order(8)
    void theServiceIsToldToEndWhileTheBrokerIsSilent() throws Exception {
        var service = service("leaves-silence");
        var load = mixed("leaves-silence", service);
        Thread.sleep(2000);
        silenceWithWindowUnderWay(installation.toBroker, HOLD);
        service.terminate();
        assertEquals(0, service.exitCode(Duration.ofSeconds(25)), "the exit code, within 25 s");
        installation.toBroker.restore();
        var since = Instant.now();
        service.start().awaitReady();
        load.awaitMore(20);
        finish(load, DRAINED_AFTER_A_HOLD);
        var recovery = audit.recovery(since, load);
        var result = audit.of("`SIGTERM` while the broker is silent", 1, WINDOW, recovery + " (its start included)",
                load);
        assertCleanMixture(result);
        assertRecovered(recovery, SOON_AFTER_ITS_START);
    }

    @Test
    @Order(9)
    void oneMessageIsRefusedForEver() throws Exception {
        restartBroker(BrokerProcess.Defect.REFUSES_ONE);
        // Even if this test fails, the next one needs a broker without a defect.
        running.add(() -> restartBroker(BrokerProcess.Defect.NONE));
        var service = service("poison");
        var load = load("poison", service);
        Thread.sleep(20_000);
        load.finish();
        service.terminate();
        service.exitCode(Duration.ofSeconds(25));
        var slowest = longestDelay(load);
        // The default of eight attempts would take minutes.
        var hasty = service("poison-hasty", "intake.relay.max-attempts", "4", "intake.relay.retry-first", "200MS",
                "intake.relay.retry-last", "1S");
        audit.awaitDrained(load.client, Duration.ofSeconds(100));
        var result = audit.of("one message refused for ever; the slowest of the others after " + slowest, 1, 0, "-",
                load);
        assertClean(result);
        assertTrue(slowest.compareTo(UNDELAYED) < 0, "the slowest of the others left after " + slowest);
        assertEquals(1, result.dead(), "only this message is dead");
        Thread.sleep(11_000);
        assertEquals(1, hasty.metric("intake_outbox_dead"), "the metric of the alert counts it");
    }

    private static void restartBroker(BrokerProcess.Defect defect) throws Exception {
        installation.broker.kill();
        installation.broker.start(defect);
    }

    /** The longest time between acceptance and settlement of a message of the load. */
    private static Duration longestDelay(Load load) throws SQLException {
        return Duration.ofMillis(audit.count("""
                SELECT coalesce((extract(epoch FROM max(f.forwarded_at - a.created_at)) * 1000)::bigint, 1000000)
                FROM forwarded f JOIN application a ON a.id = f.application_id WHERE a.owner = ?
                """, load.client));
    }

    @Test
    @Order(10)
    void oneOfTwoReplicasFreezesForLongerThanItsHold() throws Exception {
        freezing(4, Duration.ofSeconds(8), Duration.ofSeconds(5), "intake.relay.settlement-timeout", "2S",
                "intake.relay.hold", "5S");
    }

    /** With the settings of production. */
    @Test
    @Order(10)
    void oneOfTwoReplicasFreezesForNinetySeconds() throws Exception {
        freezing(1, Duration.ofSeconds(90), HOLD);
    }

    /** Freezes the replica while the broker has stored a window and the replica has no confirmation of it. */
    private void freezing(int rounds, Duration time, Duration hold, String... settings) throws Exception {
        var name = "frozen-" + time.toSeconds();
        try (var proxy = installation.proxyToBroker()) {
            var first = service(name, on(proxy, settings));
            var second = service(name + "-awake", settings);
            var load = new Load(installation, name, second::address).start(2);
            running.add(load);
            var other = new Load(installation, name + "-too", first::address).start(2);
            running.add(other);
            var thaws = new ArrayList<Instant>();
            var takenOver = 0;
            for (var round = 0; round < rounds; round++) {
                Thread.sleep(1500 + installation.draw(1000));
                silenceWithWindowUnderWay(proxy, hold);
                first.freeze();
                proxy.restore();
                var held = audit.underWay(hold);
                assertFalse(held.isEmpty(), "the replica was frozen with a window under way");
                Thread.sleep(time.toMillis());
                var before = recorded(held);
                assertEquals(held.size(), before.size(), "the other replica has claimed and settled the window");
                takenOver += held.size();
                first.thaw();
                thaws.add(Instant.now());
                Thread.sleep(3000);
                assertEquals(before, recorded(held), "the replica that wakes changes none of these rows");
            }
            finish(other, DRAINED_AFTER_A_HOLD);
            finish(load, DRAINED_AFTER_A_HOLD);
            var fault = "one of two replicas frozen for %d s".formatted(time.toSeconds());
            var again = 0;
            for (var each : List.of(load, other)) {
                var recovery = audit.recovery(thaws, each);
                var result = audit.of(each == load ? fault : fault + ", the cases posted to it", rounds,
                        rounds * WINDOW, recovery.toString(), each);
                assertClean(result);
                assertRecovered(recovery, SOON);
                again += result.duplicates();
            }
            assertTrue(again >= takenOver && again <= rounds * WINDOW,
                    "%d were taken over, and %d sent twice".formatted(takenOver, again));
        }
    }

    /**
     * When the frozen replica wakes, it releases its rows; the other one has claimed them by then, and waits for the
     * broker.
     */
    @Test
    @Order(10)
    void wokenReplicaChangesNoRowOfTheOther() throws Exception {
        var hold = Duration.ofSeconds(10);
        try (var proxy = installation.proxyToBroker(); var otherProxy = installation.proxyToBroker()) {
            var first = service("woken",
                    on(proxy, "intake.relay.settlement-timeout", "5S", "intake.relay.hold", "10S"));
            var second = service("woken-other", on(otherProxy));
            var load = new Load(installation, "woken-other", second::address).start(2);
            running.add(load);
            var stuck = new Load(installation, "woken", first::address).start(2);
            running.add(stuck);
            Thread.sleep(2000);
            silenceWithWindowUnderWay(proxy, hold);
            first.freeze();
            load.finish();
            var held = String.join(",", audit.underWay(hold));
            var firstClaims = String.join(",", audit.list(
                    "SELECT DISTINCT claim::text FROM outbox WHERE id::text = ANY (string_to_array(?, ','))", held));
            // The other replica has settled its own rows. It wakes when all rows of the first are due, so that it
            // claims them at once.
            audit.awaitDrained("woken-other", SOON);
            second.freeze();
            var size = held.split(",").length;
            while (audit
                    .list("SELECT id FROM outbox WHERE due_at <= now() AND id::text = ANY (string_to_array(?, ','))",
                            held)
                    .size() < size) {
                Thread.sleep(50);
            }
            otherProxy.silence();
            second.thaw();
            var taken = """
                    SELECT concat_ws(' ', id, claim, claims, due_at) FROM outbox
                    WHERE id::text = ANY (string_to_array(?, ',')) AND NOT claim::text = ANY (string_to_array(?, ','))
                    ORDER BY id
                    """;
            for (var i = 0; i < 50 && audit.list(taken, held, firstClaims).size() < size; i++) {
                Thread.sleep(100);
            }
            var before = audit.list(taken, held, firstClaims);
            first.thaw();
            Thread.sleep(3000);
            var after = audit.list(taken, held, firstClaims);
            proxy.restore();
            otherProxy.restore();
            finish(stuck);
            finish(load);
            var fault = "one of two replicas frozen, its rows under way at the other when it wakes";
            // One window of each replica can be repeated, since both proxies were silent.
            var results = List.of(audit.of(fault, 1, 2 * WINDOW, "-", load),
                    audit.of(fault + ", the cases posted to it", 1, 2 * WINDOW, "-", stuck));
            results.forEach(EveryFault::assertClean);
            assertEquals(size, before.size(), "of %s the other had %s".formatted(held, before));
            assertEquals(before, after, "the replica that wakes changes none of these rows");
            assertTrue(results.stream().mapToInt(Result::duplicates).sum() >= size, "sent by both: " + results);
        }
    }

    /** On a busy machine the relay may not be connected yet: then it sends no window until the broker answers. */
    private void silenceWithWindowUnderWay(FaultyProxy toBroker, Duration hold) throws Exception {
        toBroker.silence();
        for (var tries = 1; !audit.hasWindowUnderWay(hold); tries++) {
            assertTrue(tries < 5, "no window is under way");
            toBroker.restore();
            Thread.sleep(3000);
            toBroker.silence();
        }
    }

    private static String[] on(FaultyProxy toBroker, String... settings) {
        return Stream.concat(Stream.of(settings), Stream.of("intake.broker.port", String.valueOf(toBroker.port)))
                .toArray(String[]::new);
    }

    /** The recorded settlements of these messages, and the state of their cases. */
    private static List<String> recorded(List<String> messages) throws SQLException {
        return audit.list("""
                SELECT concat_ws(' ', f.id, f.forwarded_at, a.state, a.version, a.journal_length)
                FROM forwarded f JOIN application a ON a.id = f.application_id
                WHERE f.id::text = ANY (string_to_array(?, ',')) ORDER BY f.id
                """, String.join(",", messages));
    }

    @Test
    @Order(11)
    void aCaseStaysLockedWhileAThousandLaterOnesLeave() throws Exception {
        // The locked message must neither become dead nor wait for long, however long the clients take.
        var service = service("locked-case", "intake.relay.max-attempts", "100", "intake.relay.retry-last", "5S");
        var load = new Load(installation, "locked-case", service::address).limit(1000);
        running.add(load);
        var locked = Instant.now();
        try (var connection = installation.sql(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            load.start(CLIENTS);
            lockOneOnItsWay(statement, load);
            load.awaitAll();
            for (var i = 0; i < 150 && waiting(load) > 1; i++) {
                Thread.sleep(200);
            }
            assertEquals(1, waiting(load), "only the message of the locked case waits");
            Thread.sleep(Math.max(0, Duration.between(Instant.now(), locked.plusSeconds(20)).toMillis()));
            assertEquals(1, waiting(load), "the message of the locked case still waits");
            connection.rollback();
        }
        var free = Instant.now();
        finish(load, SOON);
        // Each attempt to record the settlement waits for the lock until its time-out, and then the message is sent once more.
        var bound = (int) Duration.between(locked, free).dividedBy(LOCK_TIMEOUT) + 1;
        var result = audit.of("one case locked while 1,000 later ones leave", 1, bound, "-", load);
        assertClean(result);
        assertEquals(1000, result.accepted());
    }

    /** Locks a case of the load whose message has not been settled. */
    private static void lockOneOnItsWay(Statement statement, Load load) throws Exception {
        for (var i = 0; i < 10_000; i++) {
            try (var rows = statement.executeQuery("""
                    SELECT a.id FROM application a JOIN outbox o ON o.application_id = a.id
                    WHERE a.owner = '%s' AND a.state = 'ACCEPTED' LIMIT 1 FOR UPDATE OF a SKIP LOCKED
                    """.formatted(load.client))) {
                if (rows.next()) return;
            }
            statement.getConnection().rollback();
            Thread.sleep(1);
        }
        throw new AssertionError("no case could be locked");
    }

    /** The first message that is written becomes visible last. It must still be sent. */
    @Test
    @Order(11)
    void aTransactionIsLeftOpenWhileAThousandLaterOnesCommit() throws Exception {
        var service = service("open-transaction");
        var load = new Load(installation, "open-transaction", service::address).limit(1000);
        running.add(load);
        var first = new Load(installation, "open-transaction-first", service::address);
        running.add(first);
        var model = new Load(installation, "open-transaction-model", service::address).limit(1).start(1);
        running.add(model);
        model.awaitAll();
        try (var connection = installation.sql(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            first.ledger.accepted.put("first", writtenLike(model, first.client, statement));
            load.start(CLIENTS).awaitAll();
            finish(load);
            assertEquals(0, waiting(load), "all later messages were sent");
            assertEquals(0, waiting(first), "the open transaction is not visible yet");
            connection.commit();
        }
        audit.awaitDrained(first.client, SOON);
        var fault = "a transaction open while 1,000 later ones commit";
        assertClean(audit.of(fault + ", which then commits", 1, 0, "-", first));
        var result = audit.of(fault, 1, 0, "-", load);
        assertClean(result);
        assertEquals(1000, result.accepted());
    }

    /** Inserts an accepted case of that client and its message, in an open transaction. */
    private static String writtenLike(Load model, String client, Statement statement) throws SQLException {
        var id = UUID.randomUUID().toString();
        statement.execute("""
                WITH opened AS (
                    INSERT INTO application
                    SELECT (jsonb_populate_record(a, jsonb_build_object('id', '%s', 'owner', '%s', 'state', 'ACCEPTED',
                        'blind_index', NULL, 'created_at', now()))).*
                    FROM application a WHERE a.owner = '%s'
                    RETURNING id
                )
                INSERT INTO outbox (id, application_id, kind, branch, data, time)
                SELECT gen_random_uuid(), id, 'ACCEPTED', 'GROUND_FORCES', '\\x00', now() FROM opened
                """.formatted(id, client, model.client));
        return id;
    }

    private static long waiting(Load load) throws SQLException {
        return audit.count("""
                SELECT count(*) FROM outbox o JOIN application a ON a.id = o.application_id WHERE a.owner = ?
                """, load.client);
    }

    @Test
    @Order(12)
    void bothReplicasAreReplacedAndNoRequestFails() throws Exception {
        var first = service("rolling-1");
        var second = service("rolling-2");
        try (var balancer = new LoadBalancer(first, second);
                var shutdown = new RollingShutdown(installation, "rolling")) {
            var load = new Load(installation, "rolling", balancer::address).start(CLIENTS);
            running.add(load);
            var rounds = 2;
            for (var round = 0; round < rounds; round++) {
                first = replaced(balancer, shutdown, first, "rolling-1-" + round);
                second = replaced(balancer, shutdown, second, "rolling-2-" + round);
            }
            Thread.sleep(1500);
            finish(load);
            var fault = "rolling restart of two replicas";
            assertClean(audit.of(fault, 2 * rounds, 0, "-", load));
            assertClean(audit.of(fault + ", posted to the one that leaves", 2 * rounds, 0, "-", shutdown.late));
            assertClean(audit.of(fault + ", under way when it stops serving", 2 * rounds, 0, "-", shutdown.slow));
            assertEquals(0, load.ledger.failures(), "failed requests: " + load.ledger.answered());
        }
    }

    /** The replica ends while the load balancer, which polls its readiness, still sends it requests. */
    private ServiceProcess replaced(LoadBalancer balancer, RollingShutdown shutdown, ServiceProcess old, String name)
            throws Exception {
        var young = service(name);
        balancer.add(young);
        shutdown.terminate(old);
        balancer.remove(old);
        return young;
    }

    @Test
    @Order(13)
    void oneKeyComesFromFiftyThreadsAtOnce() throws Exception {
        var service = service("one-key");
        var load = new Load(installation, "one-key", service::address);
        running.add(load);
        var threads = Executors.newFixedThreadPool(50);
        for (var round = 0; round < 5; round++) {
            var key = UUID.randomUUID().toString();
            var body = Cases.example("in-country").toString();
            var all = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 50; i++) {
                all.add(() -> load.once(key, body));
            }
            threads.invokeAll(all);
            while (load.once(key, body) != 201) {
                Thread.sleep(200);
            }
        }
        threads.shutdownNow();
        finish(load);
        var result = audit.of("one key from 50 threads", 5, 0, "-", load);
        assertClean(result);
        assertEquals(5, result.accepted());
        assertEquals(5, audit.count("SELECT count(*) FROM application WHERE owner = ?", "one-key"));
    }

    @Test
    @Order(14)
    void theClockOfTheServiceIsTwoHoursBehind() throws Exception {
        clock("-PT2H", "clock 2 h behind");
    }

    @Test
    @Order(15)
    void theClockOfTheServiceIsThreeDaysAhead() throws Exception {
        clock("PT72H", "clock 3 days ahead");
    }

    private void clock(String offset, String fault) throws Exception {
        try (var proxy = installation.proxyToBroker()) {
            // The other replica has the right time; both share the outbox.
            var wrong = service("clock" + offset,
                    on(proxy, "quarkus.profile", "test", "intake.clock-offset", offset));
            var right = service("clock-right" + offset);
            var load = load("clock" + offset, wrong);
            Thread.sleep(4000);
            // Killed while a window is under way: the other replica has to wait for the end of the hold.
            silenceWithWindowUnderWay(proxy, HOLD);
            wrong.kill();
            proxy.restore();
            wrong.start().awaitReady();
            Thread.sleep(3000);
            finish(load, DRAINED_AFTER_A_HOLD);
            assertClean(audit.of(fault + ", killed with a window under way, beside a replica whose clock is right",
                    1, WINDOW, "-", load));
            right.close();
        }
    }

    @Test
    @Order(16)
    void excessLoadIsRefusedAndAcceptedStays() throws Exception {
        // The database limits the service, not the processor, which the clients need as well: four requests at a time,
        // each of which takes a tenth of a second in the database.
        var service = service("overload", "quarkus.thread-pool.max-threads", "4", "intake.pools.client.working", "20",
                "intake.limits.client.at-once", "19", "intake.limits.person.at-once", "18");
        installation.slowDown(Duration.ofMillis(100));
        try {
            var warm = new Load(installation, "overload-warm", service::address).limit(100).start(8);
            running.add(warm);
            warm.awaitAll();
            var calm = new Load(installation, "overload-before", service::address);
            running.add(calm);
            var calmFrom = System.nanoTime();
            calm.limit(300).start(8).awaitAll();
            var capacity = calm.ledger.accepted.size() * 1e9 / (System.nanoTime() - calmFrom);

            var load = new Load(installation, "overload", service::address);
            running.add(load);
            var time = Duration.ofSeconds(15);
            var probes = new ArrayList<Integer>();
            var probing = new Thread(() -> {
                for (var i = 0; i < 5; i++) {
                    sleep(2000);
                    probes.add(service.health("live"));
                }
            });
            probing.start();
            var end = Instant.now().plus(time);
            var posted = load.offer(4 * capacity, time, 500);
            var goodput = load.ledger.acceptedAt.stream().filter(end::isAfter).count() / (double) time.toSeconds();
            probing.join();
            var since = Instant.now();
            var after = new Load(installation, "overload-after", service::address).limit(20).start(2);
            running.add(after);
            after.awaitAll();
            audit.awaitDrained(load.client, DRAINED);

            var rates = "%.0f cases/s offered of a capacity of %.0f, %.0f accepted; %d of %d turned away".formatted(
                    posted / (double) time.toSeconds(), capacity, goodput,
                    load.ledger.count(503) + load.ledger.count(429), posted);
            var recovery = audit.recovery(since, after);
            assertClean(audit.of("four times too much load: " + rates, 1, 0, recovery.toString(), load));
            assertRecovered(recovery, SOON);
            assertEquals(load.ledger.accepted.size(),
                    audit.count("SELECT count(*) FROM application WHERE owner = ?", load.client),
                    "no client repeats here, so exactly the accepted cases are stored");
            assertTrue(posted > 3 * capacity * time.toSeconds(), "it was not four times too much: " + rates);
            assertEquals(List.of(200, 200, 200, 200, 200), probes, "the process lives under overload");
            assertEquals(posted, load.ledger.count(201) + load.ledger.count(503) + load.ledger.count(429),
                    "each answer is 201, 503 or 429: " + load.ledger.answered());
            assertEquals(0, load.ledger.withoutRetryAfter.get(), "each refusal has a Retry-After");
            assertTrue(load.ledger.count(503) + load.ledger.count(429) > 0,
                    "some requests were refused: " + load.ledger.answered());
            assertTrue(goodput >= capacity / 2, "at least half of what it can is done: " + rates);
        } finally {
            installation.slowDown(Duration.ZERO);
        }
    }

    /** Without a gateway: slow bodies, unread answers and idle connections, from ten addresses. */
    @Test
    @Order(17)
    void hostileConnectionsDelayNoRequestWithAToken() throws Exception {
        var service = service("besieged");
        var load = new Load(installation, "besieged", service::address);
        running.add(load);
        var hostile = new HostileConnections(service.address());
        running.add(hostile);
        hostile.open(500, "");
        hostile.open(200, "GET /openapi HTTP/1.1\r\nHost: x\r\n\r\n".repeat(50));
        hostile.open(200, "POST /v1/eligibility-checks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 60000\r\n\r\n{");
        var slowest = Duration.ZERO;
        for (var i = 0; i < 100; i++) {
            var asked = Instant.now();
            assertEquals(201, load.once(UUID.randomUUID().toString(), Cases.example("in-country").toString()));
            var time = Duration.between(asked, Instant.now());
            // The first requests warm up the service.
            if (i >= 20 && time.compareTo(slowest) > 0) slowest = time;
        }
        assertEquals(200, service.health("ready"));
        finish(load);
        assertClean(audit.of(
                "200 slow bodies, 200 unread answers, 500 idle connections; the slowest post took " + slowest, 1,
                0, "-", load));
        assertTrue(slowest.compareTo(Duration.ofSeconds(2)) < 0, "the slowest post took " + slowest);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private ServiceProcess service(String name, String... more) throws InterruptedException {
        var service = installation.service(name, more);
        running.add(service);
        return service.start().awaitReady();
    }

    private Load load(String client, ServiceProcess service) {
        var load = new Load(installation, client, service::address).start(CLIENTS);
        running.add(load);
        return load;
    }

    private Load mixed(String client, ServiceProcess service) {
        var load = new Load(installation, client, service::address).mixed().start(CLIENTS);
        running.add(load);
        return load;
    }

    private static void finish(Load load) throws Exception {
        finish(load, DRAINED);
    }

    private static void finish(Load load, Duration drained) throws Exception {
        load.finish();
        audit.awaitDrained(load.client, drained);
    }

    private static void assertRecovered(Recovery recovery, Duration within) {
        assertTrue(recovery.isWithin(within), "not as before within %s: %s".formatted(within, recovery));
    }

    /** For a load with cases that are not handed over, and cases that are withdrawn or erased. */
    private static void assertCleanMixture(Result result) {
        assertClean(result);
        assertTrue(result.ended() > 0 && result.heldBack() > 0, "too few for a mixture: " + result);
    }

    private static void assertClean(Result result) {
        assertTrue(result.isClean(), result.toString());
        assertTrue(result.accepted() > 0, "nothing was accepted: " + result);
        assertEquals(0, result.waiting(), "everything has left: " + result);
    }
}
