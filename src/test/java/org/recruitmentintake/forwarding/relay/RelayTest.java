package org.recruitmentintake.forwarding.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.forwarding.message.Envelope;
import org.recruitmentintake.forwarding.message.SigningKeys;
import org.recruitmentintake.privacy.KeyFolder;
import org.recruitmentintake.store.OwnDatabase;
import org.recruitmentintake.tools.dev.RecruitingCentre;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.Ports;

/** Committed messages reach their queue despite faults of the broker. With a real PostgreSQL and a real broker. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("RelayTest")
class RelayTest {

    private static final String ADDRESS = "recruitment.ground-forces";

    @TempDir
    static Path brokersFolder;

    private static EmbeddedBroker broker;

    private final Running running = new Running();
    private OwnDatabase database;

    @BeforeAll
    static void startBroker() {
        broker = new EmbeddedBroker(brokersFolder, Ports.free());
        broker.start();
    }

    @AfterAll
    static void stopBroker() { broker.stop(); }

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
    void rowReachesItsQueueDurableSignedAndSealed(@TempDir Path directory) throws Exception {
        var folder = KeyFolder.in(directory);
        var envelope = new Envelope(new SigningKeys(folder), folder);
        var event = UUID.randomUUID();
        var application = UUID.randomUUID();
        var payload = Files.readString(Path.of("docs/examples/accepted.json"));
        var data = envelope.seal(event, MessageKind.ACCEPTED, application, "GROUND_FORCES", payload.getBytes(UTF_8));
        database.accepted(event, application, ADDRESS, data);
        var time = database.one("SELECT to_char(time AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM outbox");
        var arriving = running.arriving(port(), ADDRESS);
        relay(Map.of());

        await().until(() -> Running.ids(arriving).contains(event.toString()));
        var message = arriving.get(Running.ids(arriving).indexOf(event.toString()));
        assertTrue(message.isDurable());
        assertEquals("application/jose", message.contentType());
        assertEquals(event.toString(), message.id());
        var attributes = message.applicationProperties();
        assertEquals("1.0", attributes.getString("cloudEvents_specversion"));
        assertEquals("/recruitment-intake", attributes.getString("cloudEvents_source"));
        assertEquals("org.recruitmentintake.application.accepted.v1", attributes.getString("cloudEvents_type"));
        assertEquals(application.toString(), attributes.getString("cloudEvents_subject"));
        assertTrue(attributes.getString("cloudEvents_time").startsWith(time), attributes.getString("cloudEvents_time"));
        assertEquals(6, attributes.size(), "there are other attributes: " + attributes);
        assertArrayEquals(data, message.bodyAsBinary().getBytes());
        assertEquals(payload,
                new RecruitingCentre(folder.dev()).open(message, "GROUND_FORCES", envelope.verificationKeys()));

        await().untilAsserted(() -> assertEquals("FORWARDED",
                database.one("SELECT state FROM application WHERE id = ?", application)));
        assertEquals("0", database.one("SELECT count(*) FROM outbox"));
    }

    @Test
    void signalWakesARelayThatWouldPollInAnHour() throws Exception {
        var arriving = running.arriving(port(), ADDRESS);
        var observed = new ObservedOutbox(database.outbox());
        var relay = running.relay(observed.outbox, port(), Map.of("intake.relay.poll", "1H"));
        // The relay has found no message and now waits for an hour.
        await().until(() -> observed.calls("nextDue") == 1);
        var row = database.accepted(ADDRESS, new byte[] {1});
        relay.wake();
        await().until(() -> Running.ids(arriving).contains(row.id().toString()));
    }

    @Test
    void pollFindsARowWithoutASignal() throws Exception {
        var arriving = running.arriving(port(), ADDRESS);
        var observed = new ObservedOutbox(database.outbox());
        running.relay(observed.outbox, port(), Map.of());
        await().until(() -> observed.calls("nextDue") >= 1);
        var row = database.accepted(ADDRESS, new byte[] {1});
        await().until(() -> Running.ids(arriving).contains(row.id().toString()));
    }

    /** The replica that committed the row cannot reach the broker, and no signal wakes the second replica. */
    @Test
    void replicaSendsMessagesOfADisconnectedOne() throws Exception {
        var arriving = running.arriving(port(), ADDRESS);
        var closedPort = 1;
        // If the first replica claimed a row, the second one would not get it within this hold.
        var first = running.relay(database.outbox(), closedPort, Map.of("intake.relay.hold", "1H"));
        relay(Map.of());
        var sent = new HashSet<String>();
        for (var i = 0; i < 3; i++) {
            var row = database.accepted(ADDRESS, new byte[] {1});
            first.wake();
            sent.add(row.id().toString());
            await().until(() -> new HashSet<>(Running.ids(arriving)).containsAll(sent));
        }
        assertEquals(Duration.ofSeconds(1), Running.config(RelayConfig.class, Map.of()).poll(), "the default");
    }

    @Test
    void pausedRelaySendsNothingUntilItIsReleased() throws Exception {
        var arriving = running.arriving(port(), ADDRESS);
        var restored = database.accepted(ADDRESS, new byte[] {1});
        var paused = relay(Map.of("intake.relay.paused", "true"));
        paused.wake();
        // A relay that is not paused, on another database, has started and sent a message in the meantime.
        var other = new OwnDatabase();
        try {
            var later = other.accepted(ADDRESS, new byte[] {1});
            running.relay(other.outbox(), port(), Map.of());
            await().until(() -> Running.ids(arriving).contains(later.id().toString()));
            assertEquals("0", database.one("SELECT max(claims) FROM outbox"));
            assertFalse(Running.ids(arriving).contains(restored.id().toString()));
            relay(Map.of());
            await().until(() -> Running.ids(arriving).contains(restored.id().toString()));
        } finally {
            running.close();
            other.close();
        }
    }

    @Test
    void rowsWaitWhileTheBrokerIsAway() throws Exception {
        relay(Map.of());
        var rows = new HashSet<String>();
        broker.stop();
        try {
            for (var i = 0; i < 200; i++) {
                rows.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
            }
            try (var port = new ServerSocket(port(), 1, InetAddress.getLoopbackAddress())) {
                for (var attempt = 0; attempt < 3; attempt++) {
                    port.accept().close();
                }
            }
            assertEquals("200 0 0", database.one(
                    "SELECT concat_ws(' ', count(*), sum(attempts), sum(claims)) FROM outbox WHERE state = 'PENDING'"),
                    "no row was claimed, so each can still be withdrawn without a notice");
        } finally {
            broker.start();
        }
        await().until(() -> database.one("SELECT count(*) FROM outbox").equals("0"));
        var arriving = running.arriving(port(), ADDRESS);
        await().until(() -> new HashSet<>(Running.ids(arriving)).containsAll(rows));
        assertEquals(200, Running.ids(arriving).stream().filter(rows::contains).count(), "each of them once");
    }

    @Test
    void stoppedBrokerLosesNothing() throws Exception {
        var rows = new HashSet<String>();
        for (var i = 0; i < 1500; i++) {
            rows.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        relay(Map.of("intake.relay.window", "8"));
        await().until(() -> Integer.parseInt(database.one("SELECT count(*) FROM forwarded")) >= 100);
        broker.stop();
        assertNotEquals("0", database.one("SELECT count(*) FROM outbox"), "all messages were sent before");
        broker.start();
        await().until(() -> database.one("SELECT count(*) FROM outbox").equals("0"));
        var arriving = running.arriving(port(), ADDRESS);
        await().until(() -> new HashSet<>(Running.ids(arriving)).containsAll(rows));
        var twice = Running.ids(arriving).stream().filter(rows::contains).count() - rows.size();
        assertTrue(twice <= 8, twice + " were sent twice: more than the window");
    }

    @Test
    void missingQueueDelaysNoOtherBranch() throws Exception {
        for (var i = 0; i < 100; i++) {
            database.accepted("recruitment.nowhere", new byte[] {1});
        }
        var good = new ArrayList<String>();
        for (var i = 0; i < 100; i++) {
            good.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        relay(Map.of());
        await().until(() -> database.one("SELECT count(*) FROM forwarded").equals("100"));
        assertEquals(Set.copyOf(good), Set.copyOf(database.list("SELECT id FROM forwarded")));
        assertEquals("100 0",
                database.one("SELECT concat_ws(' ', count(*), sum(attempts)) FROM outbox WHERE state = 'PENDING'"));
    }

    @Test
    void lockedRowIsClaimedAtMostTenTimesASecond() throws Exception {
        database.accepted(ADDRESS, new byte[] {1});
        try (var open = database.owner(); var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT id FROM outbox FOR UPDATE");
            var observed = new ObservedOutbox(database.outbox());
            running.relay(observed.outbox, port(), Map.of());
            await().until(() -> observed.calls("claim") > 0);
            var start = System.nanoTime();
            var before = observed.calls("claim");
            await().until(() -> observed.calls("claim") > before + 10);
            var claims = observed.calls("claim") - before;
            // A lower bound: a slow machine only makes the pauses longer. The first claim may follow at once.
            var pause = (System.nanoTime() - start) / (claims - 1) / 1_000_000;
            assertTrue(pause >= 90, pause + " ms between two claims");
            open.rollback();
        }
        await().until(() -> database.one("SELECT count(*) FROM outbox").equals("0"));
    }

    @Test
    void twoRelaysShareTheWorkAndSendNothingTwice() throws Exception {
        var arriving = running.arriving(port(), ADDRESS);
        var outboxes = List.of(new ObservedOutbox(database.outbox()), new ObservedOutbox(database.outbox()));
        var relays = new ArrayList<Relay>();
        for (var each : outboxes) {
            relays.add(running.relay(each.outbox, port(),
                    Map.of("intake.relay.window", "8", "intake.relay.poll", "1H")));
            await().until(() -> each.calls("nextDue") == 1);
        }
        var rows = new HashSet<String>();
        for (var i = 0; i < 600; i++) {
            rows.add(database.accepted(ADDRESS, new byte[] {1}).id().toString());
        }
        relays.forEach(Relay::wake);
        await().until(() -> database.one("SELECT count(*) FROM outbox").equals("0"));
        await().until(() -> new HashSet<>(Running.ids(arriving)).containsAll(rows));
        assertEquals(600, Running.ids(arriving).stream().filter(rows::contains).count());
        for (var each : outboxes) {
            assertTrue(each.calls("markSent") > 0, "one of the relays sent nothing");
        }
    }

    @Test
    void stoppedRelayFinishesItsWindowOnly() throws Exception {
        for (var i = 0; i < 1000; i++) {
            database.accepted(ADDRESS, new byte[] {1});
        }
        var relay = relay(Map.of("intake.relay.window", "8"));
        await().until(() -> !database.one("SELECT count(*) FROM forwarded").equals("0"));
        relay.stop(null);
        assertFalse(threadOf(relay).isAlive());
        assertEquals(List.of(), database.list("SELECT id FROM outbox WHERE claim IS NOT NULL"),
                "no row is left claimed");
        assertNotEquals("0", database.one("SELECT count(*) FROM outbox"), "the other messages wait");
    }

    @Test
    void holdShorterThanAWindowIsAFault() {
        var relay = new Relay(null, null, null,
                Running.config(RelayConfig.class, Map.of("intake.relay.hold", "15S")));
        assertEquals(List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout"),
                relay.faults());
    }

    private static Thread threadOf(Relay relay) throws ReflectiveOperationException {
        var thread = Relay.class.getDeclaredField("thread");
        thread.setAccessible(true);
        return (Thread) thread.get(relay);
    }

    private Relay relay(Map<String, String> settings) { return running.relay(database.outbox(), port(), settings); }

    private static int port() { return broker.port(); }
}
