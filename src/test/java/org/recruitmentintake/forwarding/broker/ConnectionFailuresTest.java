package org.recruitmentintake.forwarding.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonServer;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.forwarding.relay.Running;

/**
 * The causes in the line {@code Broker unavailable (...)}, which the runbook explains. TLS and passwords:
 * BrokerTlsTest.
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
        var server = vertx.createNetServer().connectHandler(socket -> socket.close()).listen(0, "localhost")
                .toCompletionStage().toCompletableFuture().get(120, SECONDS);
        assertEquals("localhost:" + server.actualPort() + " VertxException", cause("localhost", server.actualPort()));
    }

    @Test
    void refusedConnectionIsNoStackTraceThrowable() throws Exception {
        var server = ProtonServer.create(vertx).connectHandler(ConnectionFailuresTest::refuse);
        var port = Future.<Integer>future(listening -> server.listen(0, "localhost",
                done -> listening.complete(done.result().actualPort())))
                .toCompletionStage().toCompletableFuture().get(120, SECONDS);
        assertEquals("localhost:" + port + " NoStackTraceThrowable", cause("localhost", port));
    }

    private static void refuse(ProtonConnection connection) {
        connection.openHandler(opened -> {
            connection.setCondition(new ErrorCondition(Symbol.valueOf("amqp:not-allowed"), "no such virtual host"));
            connection.open();
            connection.close();
        });
    }

    private String cause(String host, int port) {
        var settings = new BrokerSettings(Running.config(BrokerConfig.class, Map.of(
                "intake.broker.host", host, "intake.broker.port", String.valueOf(port),
                "intake.broker.tls.enabled", "false")));
        return assertThrows(BrokerUnavailableException.class, () -> new BrokerClient(vertx, settings).connect())
                .getMessage();
    }
}
