package org.recruitmentintake.forwarding.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.forwarding.relay.Running;

/**
 * The causes in the log line {@code Broker unavailable (...)}, which the runbook explains. {@link BrokerTlsTest} tests
 * those of TLS and passwords.
 */
class ConnectionFailuresTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception { vertx.close().toCompletionStage().toCompletableFuture().get(120, SECONDS); }

    @Test
    void closedPortIsConnectException() {
        assertEquals("localhost:1 AnnotatedConnectException", cause("localhost", 1));
    }

    @Test
    void unknownNameIsUnknownHostException() {
        assertEquals("broker.invalid:5672 UnknownHostException", cause("broker.invalid", 5672));
    }

    @Test
    void connectionThatEndsUnopenedIsVertxException() throws Exception {
        var port = ScriptedPeer.endingEachConnection(vertx);
        assertEquals("localhost:" + port + " VertxException", cause("localhost", port));
    }

    @Test
    void refusedConnectionIsNoStackTraceThrowable() throws Exception {
        var port = ScriptedPeer.refusingEachConnection(vertx);
        assertEquals("localhost:" + port + " NoStackTraceThrowable", cause("localhost", port));
    }

    private String cause(String host, int port) {
        var settings = new BrokerSettings(Running.config(BrokerConfig.class, Map.of(
                "intake.broker.host", host, "intake.broker.port", String.valueOf(port),
                "intake.broker.tls.enabled", "false")));
        return assertThrows(BrokerUnavailableException.class, () -> new BrokerClient(vertx, settings).connect())
                .getMessage();
    }
}
