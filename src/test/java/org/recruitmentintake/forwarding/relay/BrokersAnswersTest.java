package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.ACCEPT;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.rejecting;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.settling;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.recruitmentintake.forwarding.broker.ScriptedPeer;
import org.recruitmentintake.forwarding.broker.ScriptedPeer.Received;
import org.recruitmentintake.store.OwnDatabase;

/** The effect of each AMQP outcome, and of a missing one, on its row and on other rows. */
@Execution(ExecutionMode.CONCURRENT)
class BrokersAnswersTest {

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
    void releasedMessageIsSentAgainAndCountsNoAttempt() throws Exception {
        assertSentAgainAfter(settling(Released.getInstance()));
    }

    @Test
    void modifiedMessageIsSentAgainAndCountsNoAttempt() throws Exception {
        var modified = new Modified();
        modified.setDeliveryFailed(true);
        assertSentAgainAfter(settling(modified));
    }

    @Test
    void unansweredMessageIsSentAgain() throws Exception {
        assertSentAgainAfter(message -> {});
    }

    @Test
    void messageIsSentAgainAfterACutConnection() throws Exception {
        assertSentAgainAfter(message -> message.connection().disconnect());
    }

    @Test
    void settlementWithoutOutcomeIsNoAcceptance() throws Exception {
        assertSentAgainAfter(message -> message.delivery().settle());
    }

    @Test
    void fullAddressCountsNoAttempt() throws Exception {
        assertSentAgainAfter(rejecting("amqp:resource-limit-exceeded"));
    }

    @Test
    void rejectedMessageCountsAnAttemptAndKeepsItsCode() throws Exception {
        assertAttemptCounted(rejecting("amqp:decode-error"), "amqp:decode-error");
    }

    @Test
    void undeliverableMessageCountsAnAttempt() throws Exception {
        var undeliverable = new Modified();
        undeliverable.setUndeliverableHere(true);
        assertAttemptCounted(settling(undeliverable), "undeliverable-here");
    }

    @Test
    void brokersTextIsNeverStored() throws Exception {
        assertAttemptCounted(rejecting("Bad value O'Neill!"), "unreadable-code");
    }

    @Test
    void messageThatBreaksItsLinkIsDeadAndOthersPass() throws Exception {
        var code = "amqp:link:message-size-exceeded";
        assertDeadAfter(message -> message.link().setCondition(ScriptedPeer.error(code)).close(), code);
    }

    @Test
    void messageThatBreaksTheConnectionIsDead() throws Exception {
        var code = "amqp:connection:framing-error";
        assertDeadAfter(message -> message.connection().setCondition(ScriptedPeer.error(code)).close(), code);
    }

    @Test
    void addressThatEndsItsSessionDelaysNoOther() throws Exception {
        var peer = new ScriptedPeer(running.vertx, ACCEPT);
        peer.missing = "recruitment.missing";
        var waiting = database.accepted(peer.missing, new byte[] {1}).id().toString();
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        var others = new HashSet<String>();
        // One by one, while the relay retries the missing address.
        while (others.size() < 20 || claims(waiting) < 4) {
            others.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
            await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).equals(others));
        }
        assertEquals(others.size(), peer.received.size(), "each was sent once");
        assertEquals(1, peer.connections.get());
        assertEquals("PENDING 0", database.one("SELECT concat_ws(' ', state, attempts) FROM outbox"));
        peer.missing = null;
        await().until(() -> database.list("SELECT id FROM forwarded").contains(waiting));
    }

    /** The other messages of its window wait for its answer, but no longer than the settlement time-out. */
    @Test
    void unansweredMessageAmongOthersIsDead() throws Exception {
        var poison = database.accepted(ADDRESS, new byte[] {1}).id().toString();
        var peer = new ScriptedPeer(running.vertx, message -> {
            if (!message.id().equals(poison)) ACCEPT.accept(message);
        });
        var relay = running.relay(database.outbox(), peer.port(), quick(Map.of("intake.relay.max-attempts", "3")));
        var others = new HashSet<String>();
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            for (var i = 0; i < 10; i++) {
                others.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
            }
            relay.wake();
            return database.one("SELECT state FROM outbox WHERE id = ?", UUID.fromString(poison)).equals("DEAD");
        });
        assertEquals("3 unanswered", database.one(
                "SELECT concat_ws(' ', attempts, last_failure) FROM outbox WHERE id = ?", UUID.fromString(poison)));
        await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).equals(others));
    }

    @Test
    void silentPeerIsDisconnected() throws Exception {
        try (var mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            database.accepted(ADDRESS, new byte[] {1});
            running.relay(database.outbox(), mute.getLocalPort(), quick(Map.of()));
            try (var first = mute.accept()) {
                first.setSoTimeout(120_000);
                first.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** RabbitMQ 3 gives no answers for a full queue. */
    @Test
    void queueWithoutAnswersHoldsUpNoOther() throws Exception {
        var silent = "recruitment.national-guard";
        var peer = new ScriptedPeer(running.vertx, message -> {
            if (!message.link().getRemoteTarget().getAddress().equals(silent)) ACCEPT.accept(message);
        });
        for (var i = 0; i < 5; i++) {
            database.accepted(silent, new byte[] {1});
        }
        running.relay(database.outbox(), peer.port(), quick(Map.of("intake.relay.max-attempts", "2")));
        var others = new HashSet<String>();
        // One after the other, until the relay has sent messages to the silent queue at least eleven times.
        while (others.size() < 20 || peer.received.size() - others.size() < 11) {
            others.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
            await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).equals(others));
        }
        assertEquals("5 0 0", database.one("""
                SELECT concat_ws(' ', count(*), sum(attempts), count(*) FILTER (WHERE state = 'DEAD')) FROM outbox
                """));
        peer.script = ACCEPT;
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
    }

    @Test
    void olderMessagesWithoutAnswersDoNotGoFirst() throws Exception {
        var silent = "recruitment.national-guard";
        var unanswered = new AtomicInteger();
        var peer = new ScriptedPeer(running.vertx, message -> {
            if (message.link().getRemoteTarget().getAddress().equals(silent)) unanswered.incrementAndGet();
            else
                ACCEPT.accept(message);
        });
        for (var i = 0; i < 20; i++) {
            database.accepted(silent, new byte[] {1});
        }
        var other = database.accepted(ADDRESS, new byte[] {1}).id().toString();
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        await().until(() -> database.list("SELECT id FROM forwarded").contains(other));
        assertTrue(unanswered.get() < 10, unanswered + " were tried first");
    }

    @Test
    void nothingIsSentBeyondTheCredit() throws Exception {
        var peer = new ScriptedPeer(running.vertx, message -> {});
        peer.credit = 0;
        database.accepted(ADDRESS, new byte[] {1});
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        await().until(() -> Integer.parseInt(database.one("SELECT claims FROM outbox")) >= 2);
        assertEquals(List.of(), peer.received);
        assertEquals("PENDING 0", database.one("SELECT concat_ws(' ', state, attempts) FROM outbox"));
        assertEquals(1, peer.connections.get(), "the connection stays open");

        peer.script = ACCEPT;
        peer.credit = 100;
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(1, peer.received.size());
    }

    @Test
    void smallCreditIsUsedRepeatedly() throws Exception {
        var peer = new ScriptedPeer(running.vertx, message -> {
            ACCEPT.accept(message);
            message.link().flow(1);
        });
        peer.credit = 1;
        for (var i = 0; i < 40; i++) {
            database.accepted(ADDRESS, new byte[] {1});
        }
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(40, peer.received.size());
    }

    @Test
    void silentBrokerGetsFewMessagesTwice() throws Exception {
        var peer = new ScriptedPeer(running.vertx, ACCEPT);
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        for (var i = 0; i < 200; i++) {
            database.accepted(ADDRESS, new byte[] {1});
        }
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        peer.script = message -> {};
        for (var i = 0; i < 100; i++) {
            database.accepted(ADDRESS, new byte[] {1});
        }
        // The first connection is lost with a window under way; then the relay sends one message at a time.
        await().until(() -> peer.connections.get() >= 4);
        peer.script = ACCEPT;
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        var twice = peer.received.size() - new HashSet<>(peer.received).size();
        assertTrue(twice <= 64 + peer.connections.get(), twice + " were sent twice");
        assertEquals(300, new HashSet<>(peer.received).size());
    }

    @Test
    void settlementIsRecordedOnceTheDatabaseReturns() throws Exception {
        var databaseIsAway = new AtomicBoolean();
        var peer = new ScriptedPeer(running.vertx, message -> running.vertx.setPeriodic(50, timer -> {
            if (!databaseIsAway.get()) return;
            running.vertx.cancelTimer(timer);
            ACCEPT.accept(message);
        }));
        database.accepted(ADDRESS, new byte[] {1});
        var observed = new ObservedOutbox(database.outbox());
        running.relay(observed.outbox, peer.port(), Map.of());
        await().until(() -> peer.received.size() == 1);
        database.becomeUnavailable();
        try {
            databaseIsAway.set(true);
            await().until(() -> observed.failures() >= 2);
        } finally {
            database.becomeAvailable();
        }
        await().ignoreExceptions()
                .until(() -> database.one("SELECT state FROM application").equals("FORWARDED"));
        assertEquals(1, peer.received.size(), "the message was sent once");
    }

    /** A message with this outcome is sent again, and accepted without a counted attempt. */
    private void assertSentAgainAfter(Consumer<Received> answer) throws Exception {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var peer = new ScriptedPeer(running.vertx, null);
        peer.script = message -> (peer.received.size() == 1 ? answer : ACCEPT).accept(message);
        running.relay(database.outbox(), peer.port(), quick(Map.of()));
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertEquals(List.of(row.id().toString(), row.id().toString()), peer.received);
        assertEquals("0", database.one("SELECT attempts FROM forwarded WHERE id = ?", row.id()));
    }

    private void assertDeadAfter(Consumer<Received> breaks, String code) throws Exception {
        var poison = database.accepted(ADDRESS, new byte[] {1}).id().toString();
        var good = new HashSet<String>();
        for (var i = 0; i < 30; i++) {
            good.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        var peer = new ScriptedPeer(running.vertx,
                message -> (message.id().equals(poison) ? breaks : ACCEPT).accept(message));
        running.relay(database.outbox(), peer.port(), quick(Map.of("intake.relay.max-attempts", "3")));
        await().until(() -> Set.copyOf(database.list("SELECT id FROM forwarded")).equals(good));
        await().until(() -> database.one("SELECT state FROM outbox").equals("DEAD"));
        assertEquals("3 " + code, database.one("SELECT concat_ws(' ', attempts, last_failure) FROM outbox"));
    }

    private void assertAttemptCounted(Consumer<Received> answer, String code) throws Exception {
        database.accepted(ADDRESS, new byte[] {1});
        var peer = new ScriptedPeer(running.vertx, answer);
        running.relay(database.outbox(), peer.port(), Map.of("intake.relay.retry-first", "1M"));
        await().until(() -> database.one("SELECT attempts FROM outbox").equals("1"));
        assertEquals("PENDING " + code, database.one("SELECT concat_ws(' ', state, last_failure) FROM outbox"));
    }

    private int claims(String row) throws SQLException {
        return Integer.parseInt(database.one("SELECT claims FROM outbox WHERE id = ?", UUID.fromString(row)));
    }

    private static Map<String, String> quick(Map<String, String> more) {
        var settings = new HashMap<>(Map.of("intake.relay.settlement-timeout", "1S",
                "intake.relay.reconnect-last", "1S", "intake.relay.retry-first", "200MS",
                "intake.relay.retry-last", "500MS", "intake.relay.poll", "500MS"));
        settings.putAll(more);
        return settings;
    }
}
