package org.recruitmentintake.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.Future;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recruitmentintake.forwarding.relay.Running;
import org.recruitmentintake.store.OwnDatabase;
import org.recruitmentintake.tools.environment.EmbeddedBroker;
import org.recruitmentintake.tools.environment.Ports;

/** An Artemis with the queues and the rights of k8s/examples/broker: the service sends, each branch reads its own. */
class BrokerRightsTest {

    private static final String SERVICE = "recruitment-intake";
    private static final String ADDRESS = "recruitment.ground-forces";
    private static final String PASSWORD = "for-this-test-only";

    private final int port = Ports.free();
    private final Running running = new Running();
    private final Map<String, Future<AmqpConnection>> connections = new HashMap<>();
    private EmbeddedActiveMQ broker;
    private OwnDatabase database;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        database = new OwnDatabase();
        broker = new EmbeddedActiveMQ().setConfiguration(configuration()).setSecurityManager(new UserIsRole());
        EmbeddedBroker.start(broker);
    }

    @AfterEach
    void end() throws Exception {
        running.close();
        broker.stop();
        database.close();
    }

    @Test
    void serviceSendsWithOnlyTheRightToSend() throws Exception {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        running.relay(database.outbox(), port,
                Map.of("intake.broker.username", SERVICE, "intake.broker.password-file", password.toString()));
        await().until(() -> database.list("SELECT id FROM outbox").isEmpty());

        var received = new CopyOnWriteArrayList<String>();
        as("ground-forces", connection -> connection.createReceiver(ADDRESS)).handler(
                message -> received.add(message.applicationProperties().getString("cloudEvents_id")));
        await().until(() -> received.equals(List.of(row.id().toString())));
    }

    @Test
    void serviceSendsToEachBranchAndReadsNothing() throws Exception {
        for (var address : EmbeddedBroker.ADDRESSES) {
            as(SERVICE, connection -> connection.createSender(address));
            assertRefused(SERVICE, connection -> connection.createReceiver(address));
        }
        assertRefused(SERVICE, connection -> connection.createSender("dead-letters"));
    }

    @Test
    void eachBranchReadsOnlyItsOwnQueue() throws Exception {
        for (var address : EmbeddedBroker.ADDRESSES) {
            for (var other : EmbeddedBroker.ADDRESSES) {
                var branch = other.replace("recruitment.", "");
                assertRefused(branch, connection -> connection.createSender(address));
                if (other.equals(address)) as(branch, connection -> connection.createReceiver(address));
                else
                    assertRefused(branch, connection -> connection.createReceiver(address));
            }
        }
    }

    private <T> void assertRefused(String user, Function<AmqpConnection, Future<T>> use) {
        var failure = assertThrows(ExecutionException.class, () -> as(user, use), () -> user + " is not refused");
        assertTrue(failure.getMessage().contains("unauthorized-access"), failure.getMessage());
    }

    private <T> T as(String user, Function<AmqpConnection, Future<T>> use) throws Exception {
        var connection = connections.computeIfAbsent(user, name -> AmqpClient.create(running.vertx,
                new AmqpClientOptions().setHost("localhost").setPort(port).setUsername(name).setPassword(PASSWORD))
                .connect());
        return connection.compose(use).toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    private FileConfiguration configuration() throws Exception {
        var configuration = new FileConfiguration();
        new FileDeploymentManager(Path.of("k8s/examples/broker/broker.xml").toUri().toString())
                .addDeployable(configuration).readConfiguration();
        assertEquals(7, configuration.getAddressConfigurations().size(), "six branches and the dead letters");
        EmbeddedBroker.runHere(configuration, folder, port);
        return configuration;
    }

    /** Every user has the role of the same name. */
    private static final class UserIsRole implements ActiveMQSecurityManager {

        @Override
        public boolean validateUser(String user, String password) { return PASSWORD.equals(password); }

        @Override
        public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
            return validateUser(user, password)
                    && roles.stream().anyMatch(role -> role.getName().equals(user) && check.hasRole(role));
        }
    }
}
