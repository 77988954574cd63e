package org.recruitmentintake.forwarding.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.messaging.TerminusDurability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.forwarding.relay.Running;
import org.recruitmentintake.store.OwnDatabase;

/** The hosts and addresses that messages are sent to. A queue that could lose messages gets none. */
class QueueCheckTest {

    private static final String ADDRESS = "recruitment.ground-forces";

    private final Running running = new Running();
    private OwnDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = new OwnDatabase();
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        database.close();
    }

    @Test
    void senderAsksForDurableQueue() throws Exception {
        var peer = peer();
        database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), peer.port(), Map.of());
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(TerminusDurability.UNSETTLED_STATE, peer.target.getDurable());
        assertEquals(List.of(Symbol.valueOf("queue")), List.of(peer.target.getCapabilities()));
    }

    @Test
    void queueWithoutDurabilityGetsNoMessage() throws Exception {
        var peer = peer();
        peer.durable = false;
        database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), peer.port(), Map.of("intake.relay.reconnect-last", "500MS"));
        await().until(() -> Integer.parseInt(database.one("SELECT claims FROM outbox")) >= 2);
        assertEquals(List.of(), peer.received);
        assertEquals("PENDING 0", database.one("SELECT concat_ws(' ', state, attempts) FROM outbox"));
        peer.durable = true;
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
    }

    /** Qpid Broker-J would end the first of two links with the same name. */
    @Test
    void linksOfAConnectionHaveDifferentNames() throws Exception {
        var peer = peer();
        database.accepted(ADDRESS, new byte[] {1});
        database.accepted("recruitment.national-guard", new byte[] {1});
        running.relay(database.outbox(), peer.port(), Map.of());
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(1, peer.connections.get());
        assertEquals(2, Set.copyOf(peer.linkNames).size(), peer.linkNames.toString());
    }

    @Test
    void targetIsJudgedByItsAnswer() {
        var target = new Target();
        assertEquals(Optional.empty(), QueueCheck.faultOf(null));
        assertEquals(Optional.empty(), QueueCheck.faultOf(target), "the answer says nothing about the queue");
        target.setCapabilities(Symbol.valueOf("queue"));
        assertEquals(Optional.of(QueueCheck.NOT_DURABLE), QueueCheck.faultOf(target));
        target.setDurable(TerminusDurability.UNSETTLED_STATE);
        assertEquals(Optional.empty(), QueueCheck.faultOf(target));
        target.setCapabilities(Symbol.valueOf("topic"));
        assertEquals(Optional.of(QueueCheck.NOT_A_QUEUE), QueueCheck.faultOf(target));
    }

    @Test
    void changedAddressReachesWaitingMessages() throws Exception {
        var peer = peer();
        var row = database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), peer.port(), Map.of("intake.broker.address", "/queues/other.{branch}"));
        await().until(() -> database.list("SELECT id FROM forwarded").contains(row.id().toString()));
        assertEquals("/queues/other.ground-forces", peer.target.getAddress());
    }

    @Test
    void secondHostIsUsedWhileFirstIsAway() throws Exception {
        var second = peer();
        database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), 1, Map.of("intake.broker.host", "localhost,localhost:" + second.port(),
                "intake.relay.poll", "200MS"));
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(1, second.received.size());
    }

    @Test
    void secondHostIsUsedAfterTheFirstIsLost() throws Exception {
        var second = peer();
        running.relay(database.outbox(), RealParts.broker().port(),
                Map.of("intake.broker.host", "localhost,localhost:" + second.port(), "intake.relay.poll", "200MS"));
        database.accepted(ADDRESS, new byte[] {1});
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(List.of(), second.received, "the first host receives the message");
        RealParts.broker().stop();
        try {
            database.accepted(ADDRESS, new byte[] {1});
            await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
            assertEquals(1, second.received.size());
        } finally {
            RealParts.broker().start();
        }
    }

    @Test
    void hostsAreParsedWithTheirPorts() {
        assertEquals("broker-1:5671", BrokerHost.parse("broker-1", 5671).toString());
        assertEquals("broker-1:5672", BrokerHost.parse(" broker-1:5672", 5671).toString());
        assertEquals("[::1]:5672", BrokerHost.parse("[::1]:5672", 5671).toString());
        for (var wrong : List.of("", "a:b", "a:0", "a:65536", "a:99999", "::1", "a b")) {
            assertThrows(IllegalArgumentException.class, () -> BrokerHost.parse(wrong, 5671), wrong);
        }
    }

    @Test
    void onlyRabbitMqAddressesCanBeMissingUnnoticed() {
        assertTrue(QueueCheck.canBeMissing("/amq/queue/recruitment.ground-forces"));
        assertFalse(QueueCheck.canBeMissing(ADDRESS));
    }

    private ScriptedPeer peer() throws Exception {
        return new ScriptedPeer(running.vertx, ScriptedPeer.ACCEPT);
    }
}
