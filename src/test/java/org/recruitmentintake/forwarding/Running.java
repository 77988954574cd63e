package org.recruitmentintake.forwarding;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Vertx;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.Outbox.Neighbours;

/**
 * What the tests of the relay run: relays as in the service, with its defaults but for what is said, and a reader of
 * queues.
 */
final class Running implements AutoCloseable {

    /** The only replica. */
    private static final Neighbours ALONE = new Neighbours() {

        @Override
        public void ring() {}

        @Override
        public void listen(Runnable heard) {}

        @Override
        public void close() {}
    };

    final Vertx vertx = Vertx.vertx();
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    Relay relay(Outbox outbox, int brokerPort, Map<String, String> settings) {
        return relay(outbox, brokerPort, ALONE, settings);
    }

    Relay relay(Outbox outbox, int brokerPort, Neighbours neighbours, Map<String, String> settings) {
        var relay = new Relay(outbox, new BrokerClient(vertx, config(BrokerConfig.class, "intake.broker", Map.of(
                "intake.broker.host", "localhost",
                "intake.broker.port", String.valueOf(brokerPort),
                "intake.broker.tls.enabled", "false"))), neighbours,
                config(RelayConfig.class, "intake.relay", settings));
        relays.add(relay);
        relay.start(null);
        return relay;
    }

    /** Takes what arrives at an address from now on. */
    List<AmqpMessage> arriving(int brokerPort, String address) throws Exception {
        var arrived = new CopyOnWriteArrayList<AmqpMessage>();
        var client = AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(brokerPort));
        client.connect()
                .compose(connection -> connection.createReceiver(address,
                        new AmqpReceiverOptions().setAutoAcknowledgement(false)))
                .onSuccess(receiver -> receiver.handler(message -> {
                    arrived.add(message);
                    message.accepted();
                }))
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return arrived;
    }

    static List<String> ids(List<AmqpMessage> messages) {
        return messages.stream().map(message -> message.applicationProperties().getString("cloudEvents:id")).toList();
    }

    static <T> T config(Class<T> mapping, String prefix, Map<String, String> settings) {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping, prefix);
        settings.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(mapping, prefix);
    }

    @Override
    public void close() throws Exception {
        for (var relay : relays) {
            relay.stop(null);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(Duration.ofSeconds(10).toSeconds(),
                TimeUnit.SECONDS);
    }
}
