package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.store.OwnDatabase;

/** No message in memory is forgotten: it is sent, or its row is released. No relay runs here. */
class MessagesInMemoryTest {

    private static final String BRANCH = "GROUND_FORCES";
    private static final String ADDRESS = "recruitment.ground-forces";
    private static final int WINDOW = 64;

    private OwnDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = new OwnDatabase();
    }

    @AfterEach
    void drop() throws SQLException {
        database.close();
    }

    /** The clock stands still at first, and then goes on by 100 ms each time it is read. */
    @Test
    void messageThatAgesDuringACallIsSentOrReleased() throws Exception {
        var outcomes = new HashSet<Boolean>();
        for (var still = 1; still < 12; still++) {
            var left = new AtomicInteger(still);
            var memory = memory(() -> Duration.ofMillis(100 * Math.max(0, -left.decrementAndGet())).toNanos());
            var message = added(memory);
            memory.releaseStuck();
            var sent = memory.take(WINDOW).rows();
            memory.close();
            memory.releaseUnsent();
            var released = database.one("SELECT claim IS NULL FROM outbox WHERE id = ?", message.id());
            assertEquals(sent.isEmpty() ? "t" : "f", released, "the clock stood still for " + still + " readings");
            outcomes.add(sent.isEmpty());
        }
        assertEquals(Set.of(true, false), outcomes, "some messages are sent, and some are released");
    }

    /** The hold of the claim is 60 s, and half of it must be left for the answer. */
    @Test
    void messageWhoseClaimIsOldIsReleased() throws Exception {
        for (var second : List.of(29, 30)) {
            var now = new AtomicLong();
            var memory = memory(now::get);
            var claim = memory.claim(BRANCH).orElseThrow();
            now.set(Duration.ofSeconds(second).toNanos());
            var message = added(memory, claim);
            assertEquals(second < 30 ? 1 : 0, memory.take(1).rows().size());
            memory.releaseUnsent();
            assertEquals(second < 30 ? "f" : "t",
                    database.one("SELECT claim IS NULL FROM outbox WHERE id = ?", message.id()));
        }
    }

    /** The first message wakes the relay: of two that are added together, only one is the first. */
    @Test
    void eachMessageIsToldHowManyWait() throws Exception {
        var memory = memory(() -> 0);
        assertEquals(Long.MAX_VALUE, memory.untilDue(WINDOW));
        assertEquals(1, waitingWithAnother(memory));
        assertEquals(2, waitingWithAnother(memory));
        assertEquals(0, memory.untilDue(2), "two messages are a full window");

        assertEquals(2, memory.take(2).rows().size());
        assertEquals(Long.MAX_VALUE, memory.untilDue(WINDOW));
        assertEquals(1, waitingWithAnother(memory), "the relay is woken again after it found no message");
    }

    @Test
    void relayIsWokenForTheFirstMessageAndAFullWindow() {
        for (var messages = 0; messages <= WINDOW + 1; messages++) {
            assertEquals(messages == 1 || messages == WINDOW || messages == WINDOW + 1,
                    PreclaimedMessages.isWakeUpNeeded(messages, WINDOW), messages + " messages");
        }
    }

    @Test
    void messageOfAClosedBranchDoesNotWait() throws Exception {
        var memory = memory(() -> 0);
        var claim = memory.claim(BRANCH).orElseThrow();
        memory.close(BRANCH);
        assertEquals(0, memory.add(claim, database.accepted(claim, ADDRESS, new byte[] {2})));
    }

    private PreclaimedMessages memory(LongSupplier nanoTime) {
        var memory = new PreclaimedMessages(database.outbox(),
                Running.config(RelayConfig.class, Map.of()), nanoTime);
        memory.open(BRANCH);
        return memory;
    }

    private OutboxMessage added(PreclaimedMessages memory) throws SQLException {
        return added(memory, memory.claim(BRANCH).orElseThrow());
    }

    private OutboxMessage added(PreclaimedMessages memory, RelayClaim claim) throws SQLException {
        var message = database.accepted(claim, ADDRESS, new byte[] {2});
        assertTrue(memory.add(claim, message) > 0);
        return message;
    }

    private int waitingWithAnother(PreclaimedMessages memory) throws SQLException {
        var claim = memory.claim(BRANCH).orElseThrow();
        return memory.add(claim, database.accepted(claim, ADDRESS, new byte[] {2}));
    }
}
