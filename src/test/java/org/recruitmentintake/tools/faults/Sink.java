package org.recruitmentintake.tools.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpMessage;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Vertx;

/** Receives the messages of the queue after a fault, not before, so that they show what the broker has kept. */
final class Sink {

    /** The kind of a message, and its case. */
    record Subject(String kind, String application) {

        static Subject accepted(String application) { return new Subject("ACCEPTED", application); }

        static Subject withdrawn(String application) { return new Subject("WITHDRAWN", application); }
    }

    /** A message as it was in the queue. */
    record Arrived(String id, Subject subject, AmqpMessage message) {

        private static Arrived of(AmqpMessage message) {
            var attributes = message.applicationProperties();
            var kind = attributes.getString("cloudEvents_type").contains(".withdrawn.") ? "WITHDRAWN" : "ACCEPTED";
            return new Arrived(attributes.getString("cloudEvents_id"),
                    new Subject(kind, attributes.getString("cloudEvents_subject")), message);
        }

        byte[] data() { return message.bodyAsBinary().getBytes(); }

        String application() { return subject.application; }
    }

    private static final String ADDRESS = "recruitment.ground-forces";

    private final BrokerProcess broker;
    private final List<Arrived> messages = new ArrayList<>();

    Sink(BrokerProcess broker) {
        this.broker = broker;
    }

    /** Receives all messages of the queue, until none has come for two seconds. */
    void drain() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var arrived = new CopyOnWriteArrayList<Arrived>();
            var client = AmqpClient.create(vertx, new AmqpClientOptions().setHost("localhost").setPort(broker.port));
            client.connect().compose(connection -> connection.createReceiver(ADDRESS,
                    new AmqpReceiverOptions().setAutoAcknowledgement(false)))
                    .onSuccess(receiver -> receiver.handler(message -> {
                        arrived.add(Arrived.of(message));
                        message.accepted();
                    })).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            for (int before = -1; before != arrived.size();) {
                before = arrived.size();
                Thread.sleep(2000);
            }
            client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            messages.addAll(arrived);
        } finally {
            vertx.close();
        }
    }

    /** Removes and returns the received messages of these cases. */
    List<Arrived> take(Predicate<String> applications) {
        var taken = messages.stream().filter(message -> applications.test(message.application())).toList();
        messages.removeAll(taken);
        return taken;
    }
}
