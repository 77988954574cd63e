package org.recruitmentintake.tools.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpReceiverOptions;
import org.apache.qpid.proton.amqp.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recruitmentintake.forwarding.relay.Running;
import org.recruitmentintake.store.OwnDatabase;
import org.recruitmentintake.tools.faults.TriedBroker.Make;

/**
 * The relay with each make of broker, on a real database, while the broker fails: every committed message is in the
 * queue at the end, and nothing else is. Run by the profile {@code brokers}; prints a row of a table for each fault.
 */
@Timeout(1800)
class BrokersUnderFaults {

    private static final int KILLS = Integer.getInteger("brokers.kills", 10);
    private static final List<String> MAKES = List
            .of(System.getProperty("brokers.makes", "ARTEMIS,QPID,RABBITMQ").split(","));
    private static final Path FILES = Path.of("target", "brokers");
    private static final String ADDRESS = "recruitment.ground-forces";
    private static final byte[] BODY = "x".repeat(6000).getBytes(US_ASCII);

    /** What became of the messages. */
    private record Result(int committed, int arrived, int lost, int neverCommitted, int twice) {

        boolean isClean() { return lost == 0 && neverCommitted == 0; }
    }

    private final Random random = new Random(Long.getLong("brokers.seed", 4711));
    private final Running running = new Running();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private OwnDatabase database;
    private TriedBroker broker;
    private FaultyProxy proxy;
    private boolean durable;
    /** The address of the poster's messages. */
    private String address = ADDRESS;
    /** The version of the broker, as its connection names it. */
    private String version;
    private volatile boolean posting;
    private Thread poster;

    @BeforeEach
    void create() throws SQLException {
        database = new OwnDatabase();
    }

    @AfterEach
    void end() throws Exception {
        stopPosting();
        running.close();
        if (proxy != null) proxy.close();
        if (broker != null) broker.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void killedBrokerLosesNothing(Make make) throws Exception {
        start(make, true, Map.of());
        for (var round = 0; round < KILLS; round++) {
            var before = forwarded();
            await().atMost(Duration.ofSeconds(60)).until(() -> forwarded() > before + 5);
            Thread.sleep(random.nextInt(400));
            broker.kill();
            broker.start();
        }
        assertClean(make, "killed (`kill -9`)", KILLS);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void frozenBrokerLosesNothing(Make make) throws Exception {
        start(make, true, Map.of());
        for (var round = 0; round < 2; round++) {
            awaitTraffic();
            broker.freeze();
            Thread.sleep(12_000);
            broker.thaw();
        }
        assertClean(make, "frozen for 12 s", 2);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void restartedBrokerLosesNothing(Make make) throws Exception {
        start(make, true, Map.of());
        for (var round = 0; round < 3; round++) {
            awaitTraffic();
            broker.restart();
        }
        assertClean(make, "restarted (`SIGTERM`)", 3);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void slowBrokerLosesNothing(Make make) throws Exception {
        start(make, true, Map.of());
        for (var round = 0; round < 20; round++) {
            broker.freeze();
            Thread.sleep(400);
            broker.thaw();
            Thread.sleep(100);
        }
        assertClean(make, "slow: stopped for four fifths of the time", 20);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void brokerCutOffWhileSettlingLosesNothing(Make make) throws Exception {
        start(make, true, Map.of());
        awaitTraffic();
        proxy.loseAnswers(15);
        Thread.sleep(12_000);
        proxy.restore();
        var cuts = proxy.cuts.get();
        assertTrue(cuts > 5, cuts + " connections were cut");
        assertClean(make, "cut off while settling", cuts);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void fullQueueLosesNothingAndHoldsUpNoOther(Make make) throws Exception {
        start(make, true, Map.of());
        var small = new HashSet<String>();
        for (var i = 0; i < 60; i++) {
            small.add(database.accepted(TriedBroker.SMALL, BODY).id().toString());
        }
        var before = forwarded();
        Thread.sleep(6000);
        assertTrue(forwarded() > before + 20, "others leave");
        assertTrue(waiting("NATIONAL_GUARD") >= 30, "the queue is full: " + waiting("NATIONAL_GUARD"));
        assertEquals("0", database.one("SELECT count(*) FROM outbox WHERE state = 'DEAD'"));
        var arrived = drain(TriedBroker.SMALL, small);
        assertEquals(small, new HashSet<>(arrived));
        assertClean(make, "full queue", 1);
    }

    @ParameterizedTest
    @EnumSource(Make.class)
    void refusedAddressLosesNothingAndHoldsUpNoOther(Make make) throws Exception {
        // RabbitMQ makes a queue that is missing, unless the address says that it must exist.
        start(make, true, make == Make.RABBITMQ ? Map.of("intake.broker.address", "/amq/queue/recruitment.{branch}")
                : Map.of());
        for (var i = 0; i < 5; i++) {
            database.accepted(TriedBroker.MISSING, BODY);
        }
        var before = forwarded();
        Thread.sleep(5000);
        assertTrue(forwarded() > before + 20, "others leave");
        assertEquals("5 0", database.one("""
                SELECT concat_ws(' ', count(*), sum(attempts)) FROM outbox
                WHERE branch = 'SPECIAL_OPERATIONS' AND state = 'PENDING'
                """), "messages to a missing queue wait");
        assertClean(make, "refusing an address (no queue)", 1);
    }

    /** Negative control: with a queue that is not durable the audit must find losses. */
    @ParameterizedTest
    @EnumSource(value = Make.class, names = {"ARTEMIS", "RABBITMQ"})
    void queueWithoutDurabilityIsSeenToLose(Make make) throws Exception {
        start(make, false, make == Make.RABBITMQ ? Map.of("intake.broker.address", "/amq/queue/recruitment.{branch}")
                : Map.of());
        awaitTraffic();
        broker.kill();
        broker.start();
        var result = audit();
        print(make, "CONTROL: queue without durability, killed", 1, result);
        assertTrue(result.lost > 0, result.toString());
    }

    /** Negative control: for a target without durability RabbitMQ declares a queue that is gone after a restart. */
    @Test
    void targetWithoutDurabilityIsSeenToLose() throws Exception {
        address = TriedBroker.MISSING;
        start(Make.RABBITMQ, true, Map.of());
        awaitTraffic();
        broker.kill();
        broker.start();
        var result = audit();
        print(Make.RABBITMQ, "CONTROL: target without durability, killed", 1, result);
        assertTrue(result.lost > 0, result.toString());
    }

    private void start(Make make, boolean durable, Map<String, String> settings) throws Exception {
        assumeTrue(MAKES.contains(make.name()), make + " is not asked for (brokers.makes)");
        if (!make.isInstalled()) {
            System.out.printf("%n!!! %s IS NOT INSTALLED: %s was not tried with it !!!%n%n", make, getClass());
        }
        assumeTrue(make.isInstalled(), make + " is not installed");
        this.durable = durable;
        broker = new TriedBroker(make, FILES.resolve(make.name() + "-" + UUID.randomUUID()), durable).start();
        proxy = new FaultyProxy(broker.port, 1);
        if (!address.equals(ADDRESS)) proxy.changeRequests(this::removeDurability);
        var all = new HashMap<>(Map.of("intake.relay.settlement-timeout", "3S", "intake.relay.hold", "8S",
                "intake.relay.reconnect-last", "500MS", "intake.relay.window", "64"));
        all.putAll(broker.settings());
        all.putAll(settings);
        running.relay(database.outbox(), proxy.port, all);
        posting = true;
        poster = new Thread(this::post, "poster");
        poster.start();
    }

    /** Removes from the attachment of a sender to the address that it requests durability and a queue. */
    private void removeDurability(byte[] bytes) {
        // The number 2 (unsettled-state) as AMQP encodes it, behind the address; then the capability.
        var requested = address + "R\2";
        var text = new String(bytes, ISO_8859_1);
        var at = text.indexOf(requested);
        if (at < 0) return;
        bytes[at + requested.length() - 1] = 0;
        var capability = text.indexOf("queue", at);
        if (capability > 0) System.arraycopy("other".getBytes(ISO_8859_1), 0, bytes, capability, 5);
    }

    private void post() {
        while (posting) {
            try {
                committed.add(database.accepted(address, BODY).id().toString());
                Thread.sleep(10);
            } catch (SQLException | InterruptedException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private void stopPosting() throws InterruptedException {
        posting = false;
        if (poster != null) poster.join();
    }

    private void awaitTraffic() {
        var before = forwarded();
        await().atMost(Duration.ofSeconds(60)).until(() -> forwarded() > before + 30);
    }

    private int forwarded() {
        try {
            return Integer.parseInt(database.one("SELECT count(*) FROM forwarded"));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private int waiting(String branch) throws SQLException {
        return Integer.parseInt(database.one("SELECT count(*) FROM outbox WHERE branch = ?", branch));
    }

    private void assertClean(Make make, String fault, int times) throws Exception {
        var result = audit();
        print(make, fault, times, result);
        assertTrue(result.isClean(), result.toString());
        assertTrue(result.committed > 50, result.toString());
    }

    private void print(Make make, String fault, int times, Result result) throws IOException {
        var row = "| %s %s | %s | %d | %d | %d | %d | %d | %d |%n".formatted(make, version, fault, times,
                result.committed, result.arrived, result.lost, result.neverCommitted, result.twice);
        System.out.print(row);
        Files.writeString(FILES.resolve("results.md"), row, CREATE, APPEND);
    }

    private Result audit() throws Exception {
        stopPosting();
        await().atMost(Duration.ofSeconds(300)).until(() -> waiting(OwnDatabase.branch(address)) == 0);
        var arrived = drain(address, committed);
        var once = new HashSet<>(arrived);
        var lost = new HashSet<>(committed);
        lost.removeAll(once);
        var unknown = new HashSet<>(once);
        unknown.removeAll(committed);
        return new Result(committed.size(), arrived.size(), lost.size(), unknown.size(), arrived.size() - once.size());
    }

    /**
     * Takes messages out of a queue until all of these have come and four more seconds bring none. A broker that has
     * recovered thousands of messages may pause for longer, so as long as some are missing it waits a minute for more.
     */
    private List<String> drain(String address, Set<String> expected) throws Exception {
        var arrived = new ConcurrentLinkedQueue<String>();
        var missing = ConcurrentHashMap.<String>newKeySet();
        missing.addAll(expected);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var options = new AmqpClientOptions().setHost("localhost").setPort(broker.port);
        if (broker.make == Make.RABBITMQ) options.setUsername("guest").setPassword("guest");
        var client = AmqpClient.create(running.vertx, options);
        client.connect().compose(connection -> {
            connection.exceptionHandler(failures::add);
            version = String.valueOf(connection.unwrap().getRemoteProperties().get(Symbol.valueOf("version")));
            return connection.createReceiver(address, new AmqpReceiverOptions().setAutoAcknowledgement(false)
                    .setDurable(broker.make == Make.RABBITMQ && durable && !address.equals(TriedBroker.MISSING)));
        }).onSuccess(receiver -> receiver.exceptionHandler(failures::add).handler(message -> {
            var id = message.applicationProperties().getString("cloudEvents_id");
            arrived.add(id);
            missing.remove(id);
            message.accepted();
        })).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        for (var silent = 0; silent < (missing.isEmpty() ? 1 : 15);) {
            var before = arrived.size();
            Thread.sleep(4000);
            silent = arrived.size() == before ? silent + 1 : 0;
        }
        assertEquals(List.of(), List.copyOf(failures), "the reader kept its connection");
        client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return new ArrayList<>(arrived);
    }
}
