package org.recruitmentintake.forwarding.relay;

import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.ACCEPT;
import static org.recruitmentintake.forwarding.broker.ScriptedPeer.settling;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recruitmentintake.api.LogLines;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.forwarding.broker.ScriptedPeer;
import org.recruitmentintake.forwarding.broker.ScriptedPeer.Received;
import org.recruitmentintake.ops.Runbook;
import org.recruitmentintake.ops.Runbook.Row;
import org.recruitmentintake.security.ThrowAwayAuthority;
import org.recruitmentintake.security.TlsBroker;
import org.recruitmentintake.store.OutboxTable;
import org.recruitmentintake.store.OwnDatabase;

/** Produces the cause of each log line of the relay that a runbook names, and finds the line. */
@Execution(ExecutionMode.CONCURRENT)
class RelayRunbookTest {

    private static final String ADDRESS = "recruitment.ground-forces";
    private static TlsBroker tlsBroker;
    private static final Map<String, String> QUICK = Map.of("intake.relay.settlement-timeout", "1S",
            "intake.relay.reconnect-last", "500MS", "intake.relay.retry-first", "1M", "intake.relay.retry-last", "1M");

    @TempDir
    Path folder;

    private final Running running = new Running();
    private OwnDatabase database;

    @BeforeAll
    static void startBroker() throws Exception { tlsBroker = new TlsBroker(); }

    @AfterAll
    static void stopBroker() throws Exception { tlsBroker.close(); }

    @BeforeEach
    void create() throws Exception {
        database = new OwnDatabase();
        database.accepted(ADDRESS, new byte[] {1});
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        database.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void lineOfRunbookIsLogged(Row row) throws Exception {
        try (var log = LogLines.ofNewThreads()) {
            produce(row);
            Runbook.awaitLine(row, log);
        }
    }

    static Stream<Row> rows() throws IOException { return Runbook.rowsOf(ForwardingLog.class); }

    private void produce(Row row) throws Exception {
        switch (row.line().replaceAll("\\.{3}|[^A-Za-z ]", "").replaceAll(" +", " ")) {
            case "Broker unavailable Accepted applications wait in the outbox" -> unavailable(row.inIt());
            case "The broker did not answer messages They are sent again" -> unanswered(row.inIt());
            case "Address takes no messages They wait in the outbox" -> closed(row.inIt());
            case "Address turned messages back They are sent again" -> turnedBack(row.inIt());
            case "Address refused message " -> relay(peer(rejecting(row.inIt())));
            case "Message to is dead after attempts It waits for an operator" ->
                    relay(peer(rejecting(row.inIt())), Map.of("intake.relay.max-attempts", "1"));
            case "The relay is paused intakerelaypaused Accepted applications wait in the outbox" ->
                    relay(peer(ACCEPT), Map.of("intake.relay.paused", "true"));
            case "The relay failed and tries again" -> relay(failing("claim"), peer(ACCEPT).port(), Map.of());
            case "The relay cannot update the outbox and tries again" ->
                    relay(failing("markSent"), peer(ACCEPT).port(), Map.of());
            case "The relay works again" -> relay(failingOnce("claim"), peer(ACCEPT).port(), Map.of());
            case "Connected to the broker " -> relay(peer(ACCEPT));
            case "Address takes messages again" -> takesAgain();
            case "The broker answers messages again" -> answersAgain();
            default -> throw new AssertionError("nothing produces " + row);
        }
    }

    private void unavailable(String code) throws Exception {
        var tls = Map.of("intake.broker.tls.enabled", "true", "intake.broker.tls.trust-file",
                tlsBroker.authority.certificate().toString());
        switch (code) {
            case "AnnotatedConnectException" -> relay(1, Map.of());
            case "UnknownHostException" -> relay(1, Map.of("intake.broker.host", "broker.invalid"));
            case "SSLHandshakeException" -> relay(tlsBroker.port(), Map.of("intake.broker.tls.enabled", "true",
                    "intake.broker.tls.trust-file", new ThrowAwayAuthority("Stranger").certificate().toString()));
            case "AuthenticationException" ->
                    relay(tlsBroker.port(), with(tls, Map.of("intake.broker.username", "intake",
                            "intake.broker.password-file", TlsBroker.passwordFile("guessed").toString())));
            case "VertxException" -> relay(ScriptedPeer.endingEachConnection(running.vertx), Map.of());
            case "NoStackTraceThrowable" -> relay(ScriptedPeer.refusingEachConnection(running.vertx), Map.of());
            case "silent" -> relay(ScriptedPeer.sendingNothing(running.vertx), Map.of());
            case "password-file" -> relay(1, Map.of("intake.broker.username", "intake", "intake.broker.password-file",
                    folder.resolve("missing").toString()));
            default -> throw new AssertionError("nothing produces " + code);
        }
    }

    private void unanswered(String code) throws Exception {
        switch (code) {
            case "unanswered" -> relay(peer(message -> {}));
            case "disconnected" -> relay(peer(message -> message.connection().disconnect()));
            default -> throw new AssertionError("nothing produces " + code);
        }
    }

    private void closed(String code) throws Exception {
        var peer = peer(rejecting(code));
        switch (code) {
            case "amqp:not-found", "amqp:unauthorized-access" -> refuse(peer, code);
            case "no-credit" -> peer.credit = 0;
            case "amqp:resource-limit-exceeded" -> {}
            case "queue-not-durable" -> peer.durable = false;
            case "unanswered" -> answerOthersOnly(peer);
            case "not-a-queue" -> peer.topic = true;
            default -> throw new AssertionError("nothing produces " + code);
        }
        relay(peer);
    }

    private void answerOthersOnly(ScriptedPeer peer) throws Exception {
        database.accepted("recruitment.national-guard", new byte[] {1});
        peer.script = message -> {
            if (!message.link().getRemoteTarget().getAddress().equals(ADDRESS)) ACCEPT.accept(message);
        };
    }

    private void turnedBack(String code) throws Exception {
        var peer = peer(ACCEPT);
        switch (code) {
            case "amqp:precondition-failed" -> refuse(peer, code);
            case "no-code" -> refuse(peer, null);
            case "settled-without-outcome" -> peer.script = message -> message.delivery().settle();
            case "released" -> peer.script = settling(Released.getInstance());
            case "modified" -> peer.script = settling(new Modified());
            default -> throw new AssertionError("nothing produces " + code);
        }
        relay(peer);
    }

    private void takesAgain() throws Exception {
        var peer = peer(ACCEPT);
        refuse(peer, "amqp:not-found");
        relay(peer);
        await().until(() -> Integer.parseInt(database.one("SELECT claims FROM outbox")) >= 2);
        peer.missing = null;
    }

    private void answersAgain() throws Exception {
        var first = new AtomicBoolean(true);
        relay(peer(message -> {
            if (!first.getAndSet(false)) ACCEPT.accept(message);
        }));
    }

    private static void refuse(ScriptedPeer peer, String code) {
        peer.refusal = code;
        peer.missing = ADDRESS;
    }

    /** An outbox whose method of this name fails as if the database were away. */
    private Outbox failing(String call) {
        return failing(call::equals);
    }

    private Outbox failingOnce(String call) {
        var first = new AtomicBoolean(true);
        return failing(name -> name.equals(call) && first.getAndSet(false));
    }

    private Outbox failing(Predicate<String> calls) {
        var real = database.outbox();
        var away = new OutboxTable(Runbook.databaseThatIsAway(), Clock.systemUTC());
        return (Outbox) Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class},
                Runbook.delegating(method -> calls.test(method.getName()) ? away : real));
    }

    private ScriptedPeer peer(Consumer<Received> script) throws Exception {
        return new ScriptedPeer(running.vertx, script);
    }

    private static Consumer<Received> rejecting(String code) {
        return ScriptedPeer.rejecting(code.equals("no-code") ? null : code);
    }

    private void relay(ScriptedPeer peer) { relay(peer, Map.of()); }

    private void relay(ScriptedPeer peer, Map<String, String> settings) { relay(peer.port(), settings); }

    private void relay(int port, Map<String, String> settings) { relay(database.outbox(), port, settings); }

    private void relay(Outbox outbox, int port, Map<String, String> settings) {
        running.relay(outbox, port, with(QUICK, settings));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
