package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
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
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerConfig;
import org.recruitmentintake.forwarding.broker.BrokerSettings;

/** Starts relays like the service, with its default settings except those that a test gives, and reads queues. */
public final class Running implements AutoCloseable {

    public final Vertx vertx = Vertx.vertx();
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    public Relay relay(Outbox outbox, int brokerPort, Map<String, String> settings) {
        var all = new HashMap<>(Map.of("intake.broker.host", "localhost",
                "intake.broker.port", String.valueOf(brokerPort), "intake.broker.tls.enabled", "false"));
        all.putAll(settings);
        var broker = new BrokerSettings(config(BrokerConfig.class, all));
        var relay = new Relay(outbox, new BrokerClient(vertx, broker), broker, config(RelayConfig.class, all));
        // With settings that the service refuses, the relay would send nothing, without a log line.
        assertEquals(List.of(), relay.faults());
        relays.add(relay);
        relay.start(null);
        return relay;
    }

    /** Receives the messages of an address from now on. */
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
                .toCompletionStage().toCompletableFuture().get(120, TimeUnit.SECONDS);
        return arrived;
    }

    static List<String> ids(List<AmqpMessage> messages) {
        return messages.stream().map(message -> message.applicationProperties().getString("cloudEvents_id")).toList();
    }

    public static <T> T config(Class<T> mapping, Map<String, String> settings) {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(mapping);
        settings.forEach(builder::withDefaultValue);
        return builder.build().getConfigMapping(mapping);
    }

    @Override
    public void close() throws Exception {
        for (var relay : relays) {
            relay.stop(null);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
