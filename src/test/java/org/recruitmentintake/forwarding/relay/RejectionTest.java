package org.recruitmentintake.forwarding.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.buffer.Buffer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.store.OwnDatabase;
import org.recruitmentintake.tools.environment.Ports;

/** A real broker refuses one message permanently, or all messages of an address that is full. */
@Execution(ExecutionMode.CONCURRENT)
class RejectionTest {

    private static final String ADDRESS = "recruitment.ground-forces";
    private static final String FULL = "recruitment.national-guard";
    /** A branch without a queue. */
    private static final String UNBOUND = "recruitment.unbound";
    /** The address is a topic, which loses a message without subscribers. */
    private static final String TOPIC = "recruitment.topic";
    /** An empty frame of AMQP 1.0: eight bytes long, a header of two words, of the type AMQP, on channel 0. */
    private static final Buffer HEARTBEAT = Buffer.buffer(new byte[] {0, 0, 0, 8, 2, 0, 0, 0});
    private static final byte[] POISON = "poison".getBytes(UTF_8);

    /** The pauses last minutes, while the broker answers in milliseconds. */
    private static final Map<String, String> PATIENT = Map.of("intake.relay.max-attempts", "4",
            "intake.relay.retry-first", "100M", "intake.relay.retry-last", "1000M");

    private final Running running = new Running();
    private OwnDatabase database;
    private EmbeddedActiveMQ broker;
    private final int port = Ports.free();

    @BeforeEach
    void create() throws Exception {
        database = new OwnDatabase();
        var configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setMaxDiskUsage(-1);
        configuration.setCriticalAnalyzer(false);
        configuration.addAcceptorConfiguration("amqp", "tcp://localhost:" + port + "?protocols=AMQP");
        configuration.addAddressSetting("#",
                new AddressSettings().setAutoCreateAddresses(false).setAutoCreateQueues(false)
                        .setMaxSizeMessages(-1).setMaxSizeBytes(-1));
        configuration.addAddressSetting(FULL,
                new AddressSettings().setAutoCreateAddresses(false).setAutoCreateQueues(false)
                        .setMaxSizeMessages(10).setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL));
        for (var address : Set.of(ADDRESS, FULL)) {
            configuration.addAddressConfiguration(new CoreAddressConfiguration().setName(address)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfig(
                            QueueConfiguration.of(address).setAddress(address).setRoutingType(RoutingType.ANYCAST)));
        }
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration().setName(UNBOUND).addRoutingType(RoutingType.ANYCAST));
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration().setName(TOPIC).addRoutingType(RoutingType.MULTICAST));
        configuration.registerBrokerPlugin(new RefusesPoison());
        broker = new EmbeddedActiveMQ().setConfiguration(configuration);
        broker.start();
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        broker.stop();
        database.close();
    }

    @Test
    void refusedMessageIsRetriedUntilDeadWhileOthersPass() throws Exception {
        var poison = database.accepted(ADDRESS, POISON);
        var good = new HashSet<String>();
        for (var i = 0; i < 300; i++) {
            good.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        // With this time-out each claim becomes an attempt, even if a busy broker gives credit late.
        var relay = running.relay(database.outbox(), port, Map.of(
                "intake.relay.max-attempts", "4", "intake.relay.retry-first", "300MS", "intake.relay.retry-last",
                "1S", "intake.relay.settlement-timeout", "2M", "intake.relay.hold", "5M"));

        await().until(() -> good.equals(Set.copyOf(database.list("SELECT id FROM forwarded"))));
        await().until(() -> database.one("SELECT state FROM outbox").equals("DEAD"));
        assertEquals(poison.id() + " 4 failed",
                database.one("SELECT concat_ws(' ', id, attempts, last_failure) FROM outbox"));
        assertEquals("4", database.one("SELECT claims FROM outbox"), "each attempt had a claim of its own");
        assertEquals("ACCEPTED", database.one("SELECT state FROM application WHERE id = ?", poison.application()));

        var later = database.accepted(ADDRESS, new byte[] {1});
        relay.wake();
        await().until(() -> database.list("SELECT id FROM forwarded").contains(later.id().toString()));
    }

    /** The refused message is sent first, and its pause is longer than this test. */
    @Test
    void otherMessagesPassWhileARefusedOneWaits() throws Exception {
        var poison = database.accepted(ADDRESS, POISON);
        var good = new HashSet<String>();
        for (var i = 0; i < 300; i++) {
            good.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        running.relay(database.outbox(), port, PATIENT);
        await().until(() -> good.equals(Set.copyOf(database.list("SELECT id FROM forwarded"))));
        assertEquals(poison.id() + " PENDING failed t", database.one("""
                SELECT concat_ws(' ', id, state, last_failure, attempts BETWEEN 1 AND 3) FROM outbox
                """));
    }

    /** Many rows, so that the longest pause is in the upper half of its range. */
    @Test
    void pauseGrowsWithEachRefusal() throws Exception {
        var many = 40;
        for (var i = 0; i < many; i++) {
            database.accepted(ADDRESS, POISON);
        }
        var relay = running.relay(database.outbox(), port, PATIENT);
        for (var refused = 1; refused <= 3; refused++) {
            var round = refused;
            await().until(() -> database.one(
                    "SELECT count(*) FROM outbox WHERE attempts = ? AND claim IS NULL", round).equals("" + many));
            var longest = Double.parseDouble(
                    database.one("SELECT extract(epoch FROM max(due_at) - now()) / 60 FROM outbox"));
            var most = 100 << refused - 1;
            assertTrue(longest > most / 2 && longest <= most,
                    "the longest pause after %d refusals is %s min".formatted(refused, longest));
            database.update("UPDATE outbox SET due_at = now()");
            relay.wake();
        }
    }

    @Test
    void fullQueueCountsNoAttemptAndDrains() throws Exception {
        var waiting = new HashSet<String>();
        for (var i = 0; i < 60; i++) {
            waiting.add(database.accepted(FULL, new byte[] {1}).id().toString());
        }
        var others = new HashSet<String>();
        for (var i = 0; i < 60; i++) {
            others.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        running.relay(database.outbox(), port,
                Map.of("intake.relay.max-attempts", "2", "intake.relay.retry-first", "1MS"));
        await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).containsAll(others));
        // More attempts than the two after which a row is dead.
        await().until(() -> Integer.parseInt(database.one("SELECT max(claims) FROM outbox")) >= 4);
        assertEquals("0 0", database.one("""
                SELECT concat_ws(' ', sum(attempts), count(*) FILTER (WHERE state = 'DEAD')) FROM outbox
                """));
        assertTrue(Integer.parseInt(database.one("SELECT count(*) FROM outbox")) >= 40, "the queue is not full");

        var arriving = running.arriving(port, FULL);
        await().until(() -> database.one("SELECT count(*) FROM outbox").equals("0"));
        await().until(() -> Set.copyOf(Running.ids(arriving)).containsAll(waiting));
        assertEquals(waiting.size(), Running.ids(arriving).size(), "each of them once");
    }

    @ParameterizedTest
    @ValueSource(strings = {UNBOUND, TOPIC})
    void addressWithoutQueueLosesNothing(String address) throws Exception {
        var swallowed = database.accepted(address, new byte[] {1});
        var good = database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), port, Map.of());
        await().until(() -> database.list("SELECT id FROM forwarded").contains(good.id().toString()));
        await().until(() -> Integer.parseInt(database.one("SELECT max(claims) FROM outbox")) >= 3);
        assertEquals(swallowed.id() + " PENDING 0",
                database.one("SELECT concat_ws(' ', id, state, attempts) FROM outbox"),
                "the message waits for its queue");
    }

    /** For longer than the read time-out of the connection, the broker sends heartbeats only. */
    @Test
    void idleConnectionStaysOpen() throws Exception {
        var connections = new AtomicInteger();
        var heartbeats = new AtomicInteger();
        var server = running.vertx.createNetServer().connectHandler(socket -> {
            connections.incrementAndGet();
            socket.pause();
            running.vertx.createNetClient().connect(port, "localhost").onSuccess(broker -> {
                broker.handler(bytes -> {
                    if (bytes.equals(HEARTBEAT)) heartbeats.incrementAndGet();
                    socket.write(bytes);
                });
                socket.handler(broker::write).resume();
            });
        }).listen(0, "localhost").toCompletionStage().toCompletableFuture().get(120, SECONDS);
        var before = database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), server.actualPort(), Map.of());
        await().until(() -> database.list("SELECT id FROM forwarded").contains(before.id().toString()));
        heartbeats.set(0);
        await().until(() -> heartbeats.get() >= 5);
        assertEquals(1, connections.get());
    }

    /** The link stays open, so the broker rejects messages like bad ones until the relay attaches again. */
    @Test
    void removedQueueCountsAtMostOneAttempt() throws Exception {
        var before = database.accepted(ADDRESS, new byte[] {1});
        var relay = running.relay(database.outbox(), port, Map.of("intake.relay.max-attempts", "3",
                "intake.relay.retry-first", "1MS", "intake.relay.retry-last", "100MS"));
        await().until(() -> database.list("SELECT id FROM forwarded").contains(before.id().toString()));
        broker.getActiveMQServer().destroyQueue(SimpleString.of(ADDRESS));
        var waiting = new HashSet<String>();
        for (var i = 0; i < 20; i++) {
            waiting.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        relay.wake();
        // More attempts than the three after which a row is dead.
        await().until(() -> Integer.parseInt(database.one("SELECT max(claims) FROM outbox")) >= 5);
        assertEquals("20 PENDING", database.one(
                "SELECT concat_ws(' ', count(*), string_agg(DISTINCT state, ' ')) FROM outbox WHERE attempts <= 1"));
        broker.getActiveMQServer().createQueue(
                QueueConfiguration.of(ADDRESS).setAddress(ADDRESS).setRoutingType(RoutingType.ANYCAST));
        await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).containsAll(waiting));
    }

    /** Refuses a message by its content, like a policy of a broker. */
    private static final class RefusesPoison implements ActiveMQServerPlugin {

        @Override
        public void beforeSend(ServerSession session, Transaction tx, Message message, boolean direct,
                boolean noAutoCreateQueue)
                throws ActiveMQException {
            var body = new byte[message.toCore().getReadOnlyBodyBuffer().readableBytes()];
            message.toCore().getReadOnlyBodyBuffer().readBytes(body);
            if (new String(body, UTF_8).contains("poison")) throw new ActiveMQException("not this one");
        }
    }
}
