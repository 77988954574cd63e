package org.recruitmentintake.forwarding.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.recruitmentintake.forwarding.relay.Running;
import org.recruitmentintake.security.ThrowAwayAuthority;
import org.recruitmentintake.security.TlsBroker;

/** The service connects only to a broker whose certificate is of the configured authority and for its name. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("BrokerTlsTest")
class BrokerTlsTest {

    private static TlsBroker tlsBroker;
    private static final Vertx VERTX = Vertx.vertx();
    private static Path strangers;

    @BeforeAll
    static void start() throws Exception {
        tlsBroker = new TlsBroker();
        strangers = new ThrowAwayAuthority("Stranger").certificate();
        // The first handshake loads the classes of both sides, which a busy machine does not do within the time-out.
        await().ignoreExceptionsInstanceOf(BrokerUnavailableException.class).until(() -> {
            var broker = broker(Map.of());
            broker.connect();
            broker.disconnect();
            return true;
        });
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close();
        tlsBroker.close();
    }

    @Test
    void brokerOfOurAuthorityIsAccepted() throws Exception {
        var broker = broker(Map.of());
        broker.connect();
        assertTrue(broker.isConnected());
        broker.disconnect();
    }

    @Test
    void brokerOfAnotherAuthorityIsRefused() {
        assertUnavailable("SSLHandshakeException", Map.of("intake.broker.tls.trust-file", strangers.toString()));
    }

    /** The certificate is for localhost, so the same broker under another name is refused. */
    @Test
    void brokerUnderAnotherNameIsRefused() {
        assertUnavailable("SSLHandshakeException", Map.of("intake.broker.host", "127.0.0.1"));
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        assertUnavailable("AuthenticationException",
                Map.of("intake.broker.password-file", TlsBroker.passwordFile("guessed").toString()));
    }

    @Test
    void plainConnectionToTheBrokerIsRefused() {
        assertUnavailable("silent", Map.of("intake.broker.tls.enabled", "false"));
    }

    /** The files are read again for each connection. */
    @Test
    void newPasswordNeedsNoRestart() throws Exception {
        var file = TlsBroker.passwordFile("guessed");
        var broker = broker(Map.of("intake.broker.password-file", file.toString()));
        assertThrows(BrokerUnavailableException.class, broker::connect);
        Files.writeString(file, TlsBroker.PASSWORD);
        broker.connect();
        assertTrue(broker.isConnected());
        broker.disconnect();
    }

    @Test
    void missingAndUnreadableFilesAreNamedAtTheStart() throws Exception {
        assertEquals(List.of(), settings(Map.of()).faults());
        var there = tlsBroker.authority.certificate().toString();
        assertEquals(List.of("intake.broker.tls.key-file is not set"),
                settings(Map.of("intake.broker.tls.certificate-file", there)).faults());
        assertEquals(List.of("intake.broker.tls.certificate-file is not set"),
                settings(Map.of("intake.broker.tls.key-file", there)).faults());
        assertEquals(List.of("intake.broker.password-file: /nowhere/a cannot be read",
                "intake.broker.tls.trust-file: /nowhere/b cannot be read",
                "intake.broker.tls.certificate-file: /nowhere/c cannot be read",
                "intake.broker.tls.key-file: /nowhere/d cannot be read"),
                settings(Map.of("intake.broker.password-file", "/nowhere/a",
                        "intake.broker.tls.trust-file", "/nowhere/b",
                        "intake.broker.tls.certificate-file", "/nowhere/c",
                        "intake.broker.tls.key-file", "/nowhere/d"))
                        .faults());
    }

    /** The cause is part of the log line, which the runbook explains. */
    private static void assertUnavailable(String cause, Map<String, String> settings) {
        var unavailable = assertThrows(BrokerUnavailableException.class, () -> broker(settings).connect());
        var host = settings.getOrDefault("intake.broker.host", "localhost") + ":" + tlsBroker.port();
        assertEquals(host + " " + cause, unavailable.getMessage());
    }

    private static BrokerClient broker(Map<String, String> settings) throws IOException {
        return new BrokerClient(VERTX, settings(settings));
    }

    private static BrokerSettings settings(Map<String, String> settings) throws IOException {
        var all = new HashMap<>(Map.of("intake.broker.host", "localhost",
                "intake.broker.port", String.valueOf(tlsBroker.port()),
                "intake.broker.tls.trust-file", tlsBroker.authority.certificate().toString(),
                "intake.broker.username", TlsBroker.USER,
                "intake.broker.password-file", TlsBroker.passwordFile(TlsBroker.PASSWORD).toString()));
        all.putAll(settings);
        return new BrokerSettings(Running.config(BrokerConfig.class, all));
    }
}
