package org.recruitmentintake.forwarding.broker;

import static org.apache.qpid.proton.amqp.messaging.TerminusDurability.UNSETTLED_STATE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.proton.ProtonLinkOptions;
import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;

/** Requests a durable queue, and verifies the broker's answer before anything is sent to it. */
final class QueueCheck {

    /** The queue is not durable: a restart would lose it, or its messages. */
    static final String NOT_DURABLE = "queue-not-durable";
    /** The address is a topic: without subscribers it loses its messages. */
    static final String NOT_A_QUEUE = "not-a-queue";

    private static final Symbol QUEUE = Symbol.valueOf("queue");
    private static final Symbol TOPIC = Symbol.valueOf("topic");
    /** RabbitMQ 3 accepts messages to such an address although the queue is missing, and drops them. */
    private static final String RABBITMQ_EXISTING_QUEUE = "/amq/queue/";

    private QueueCheck() {}

    /**
     * A link's name is unique between two containers, not only within a session: Qpid Broker-J ends the other link of
     * the same name.
     */
    static ProtonLinkOptions uniqueLink(String address) {
        return new ProtonLinkOptions().setLinkName(address + " " + UUID.randomUUID());
    }

    /** RabbitMQ declares a missing queue; unless it is durable, a restart would lose it. */
    static void askForDurableQueue(Target target) {
        target.setDurable(UNSETTLED_STATE);
        target.setCapabilities(QUEUE);
    }

    /** The reason why this target would lose messages; empty if the broker reports none. */
    static Optional<String> faultOf(org.apache.qpid.proton.amqp.transport.Target answered) {
        // The broker refuses the link; the detach that follows has the reason.
        if (!(answered instanceof Target target)) return Optional.empty();
        var capabilities = target.getCapabilities() == null ? List.of() : Arrays.asList(target.getCapabilities());
        if (capabilities.contains(TOPIC)) return Optional.of(NOT_A_QUEUE);
        // Artemis and RabbitMQ answer with the target as it is. Qpid Broker-J answers with capabilities of its own and
        // without durability, for durable queues too, so that it cannot be verified there.
        var reportsQueue = capabilities.contains(QUEUE);
        return reportsQueue && !UNSETTLED_STATE.equals(target.getDurable()) ? Optional.of(NOT_DURABLE)
                : Optional.empty();
    }

    static boolean canBeMissing(String address) { return address.startsWith(RABBITMQ_EXISTING_QUEUE); }

    /**
     * Attaches a receiver that takes no messages: a broker refuses a receiver on a missing queue. This needs the
     * permission to read. A refusal ends the session or the link.
     */
    static void requireQueue(ProtonSession session, String address, Runnable exists) {
        var receiver = session.createReceiver(address, uniqueLink(address));
        receiver.setPrefetch(0).setAutoAccept(false);
        receiver.openHandler(answer -> {
            if (receiver.getRemoteSource() == null) return;
            receiver.close();
            exists.run();
        });
        receiver.open();
    }
}
