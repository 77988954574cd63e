package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.ACCEPT;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.forwarding.broker.ScriptedPeer;
import org.recruitmentintake.forwarding.broker.ScriptedPeer.Received;
import org.recruitmentintake.store.OwnDatabase;

/** A new message is sent from memory while the relay of its replica can send, and never by two relays. */
@Execution(ExecutionMode.CONCURRENT)
class PreclaimedMessagesTest {

    private static final String ADDRESS = "recruitment.ground-forces";
    private static final String BRANCH = "GROUND_FORCES";

    private final Running running = new Running();
    /** The peer's answer to the message of {@link #underWay()}; null while the peer has not answered it. */
    private final AtomicReference<Consumer<Received>> late = new AtomicReference<>();
    private OwnDatabase database;
    private ObservedOutbox observed;
    private ScriptedPeer peer;
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        database = new OwnDatabase();
        observed = new ObservedOutbox(database.outbox());
        peer = new ScriptedPeer(running.vertx, ACCEPT);
        // After a fault this relay waits and does not poll, so that a test sees the rows as the relay has left them.
        relay = running.relay(observed.outbox, peer.port(), Map.of("intake.relay.poll", "1H",
                "intake.relay.reconnect-first", "1H", "intake.relay.reconnect-last", "1H"));
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        database.close();
    }

    @Test
    void messageIsSentWithoutBeingClaimedFromTheOutbox() throws Exception {
        open();
        var claims = observed.calls("claim");
        var message = preclaimed();
        await().until(() -> database.list("SELECT id FROM forwarded").contains(message.id().toString()));
        assertTrue(peer.received.contains(message.id().toString()));
        assertEquals(claims, observed.calls("claim"));
        assertEquals("FORWARDED", database.one("SELECT state FROM application WHERE id = ?", message.application()));
    }

    @Test
    void noRowIsPreclaimedBeforeItsQueueHasAcceptedAMessage() throws Exception {
        await().until(() -> peer.connections.get() == 1);
        assertTrue(relay.claim(BRANCH).isEmpty());
        open();
        assertTrue(relay.claim("NATIONAL_GUARD").isEmpty());
    }

    @Test
    void noRowIsPreclaimedWhileTheRelayIsPaused() throws Exception {
        var paused = running.relay(database.outbox(), peer.port(), Map.of("intake.relay.paused", "true"));
        // A relay that is not paused has connected and sent a message in the meantime.
        open();
        assertEquals(1, peer.connections.get());
        assertTrue(paused.claim(BRANCH).isEmpty());
    }

    @Test
    void stoppedRelayReleasesRowsThatAreCommittedLater() throws Exception {
        open();
        var claim = relay.claim(BRANCH).orElseThrow();
        relay.stop(null);
        assertTrue(relay.claim(BRANCH).isEmpty());
        var message = database.accepted(claim, ADDRESS, new byte[] {2});
        relay.send(claim, message);
        assertEquals("0 released", state(message));
        assertFalse(peer.received.contains(message.id().toString()));
    }

    @Test
    void rowOfAnUnknownCommitIsReleased() throws Exception {
        open();
        var claim = relay.claim(BRANCH).orElseThrow();
        var message = database.accepted(claim, ADDRESS, new byte[] {2});
        relay.abandon(claim, message);
        await().until(() -> state(message).equals("0 released"));
    }

    @Test
    void waitingMessagesAreReleasedWhenTheBrokerIsLost() throws Exception {
        open();
        var sent = underWay();
        var waiting = preclaimed();
        late.set(message -> message.connection().disconnect());
        await().until(() -> state(sent).equals("1 released"));
        await().until(() -> state(waiting).equals("0 released"));
        assertTrue(relay.claim(BRANCH).isEmpty());
        assertFalse(peer.received.contains(waiting.id().toString()));
    }

    @Test
    void lateMessagesAreReleasedWhileTheBrokerIsSilent() throws Exception {
        open();
        var sent = underWay();
        var waiting = preclaimed();
        await().until(() -> state(waiting).equals("0 released"));
        assertEquals("0 held", state(sent));
        assertTrue(relay.claim(BRANCH).isEmpty());
    }

    @Test
    void withdrawnMessageInMemoryIsNotSentAndHasNoNotice() throws Exception {
        open();
        underWay();
        var waiting = preclaimed();
        var notice = withdraw(waiting);
        relay.cancel(waiting.application());
        late.set(ACCEPT);
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());
        assertFalse(peer.received.contains(waiting.id().toString()));
        assertFalse(peer.received.contains(notice.toString()));
    }

    @Test
    void noticeFollowsAMessageThatWasWithdrawnUnderWay() throws Exception {
        open();
        var sent = underWay();
        var notice = withdraw(sent);
        relay.cancel(sent.application());
        late.set(ACCEPT);
        await().until(() -> "t".equals(database.one("SELECT claim IS NULL FROM outbox WHERE id = ?", notice)));
        relay.wake();
        await().until(() -> peer.received.contains(notice.toString()));
    }

    /** Sends the first message of the connection, which is claimed from the outbox; later rows are preclaimed. */
    private void open() throws Exception {
        var first = database.accepted(ADDRESS, new byte[] {1});
        relay.wake();
        await().until(() -> database.list("SELECT id FROM forwarded").contains(first.id().toString())
                && relay.claim(BRANCH).isPresent());
    }

    /** A message that the peer has received, and answers when {@link #late} is set. */
    private OutboxMessage underWay() throws Exception {
        peer.script = message -> running.vertx.setPeriodic(10, timer -> {
            if (late.get() == null) return;
            running.vertx.cancelTimer(timer);
            peer.script = ACCEPT;
            late.get().accept(message);
        });
        var sent = preclaimed();
        await().until(() -> peer.received.contains(sent.id().toString()));
        return sent;
    }

    private OutboxMessage preclaimed() throws SQLException {
        var claim = relay.claim(BRANCH).orElseThrow();
        var message = database.accepted(claim, ADDRESS, new byte[] {2});
        relay.send(claim, message);
        return message;
    }

    /** Removes the message and inserts a notice if it may have been sent, like a withdrawal. */
    private UUID withdraw(OutboxMessage message) throws SQLException {
        var notice = UUID.randomUUID();
        database.update("""
                WITH dropped AS (
                    DELETE FROM outbox WHERE id = ? RETURNING application_id, branch, claims, claim, due_at
                )
                INSERT INTO outbox (id, application_id, kind, branch, data, time, claim, due_at)
                SELECT ?, application_id, 'WITHDRAWN', branch, '\\x03', now(), claim, due_at FROM dropped
                WHERE claims > 0 OR claim IS NOT NULL
                """, message.id(), notice);
        return notice;
    }

    /** How often the message was sent, and whether a claim holds its row. */
    private String state(OutboxMessage message) throws SQLException {
        return String.join(" ", database.list("""
                SELECT concat_ws(' ', claims, CASE WHEN claim IS NULL THEN 'released' ELSE 'held' END)
                FROM outbox WHERE id = ?
                """, message.id()));
    }
}
