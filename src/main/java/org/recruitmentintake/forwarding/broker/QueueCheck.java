package org.recruitmentintake.forwarding.broker;

import static org.apache.qpid.proton.amqp.messaging.TerminusDurability.UNSETTLED_STATE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;

/** Asks for a queue that keeps its messages, and verifies what the broker answered before anything is sent to it. */
final class QueueCheck {

    /** The broker answered without durability: a restart would lose the queue, or what is in it. */
    static final String NOT_DURABLE = "queue-not-durable";
    /** The broker answered with a topic: one without subscribers loses its messages. */
    static final String NOT_A_QUEUE = "not-a-queue";

    private static final Symbol QUEUE = Symbol.valueOf("queue");
    private static final Symbol TOPIC = Symbol.valueOf("topic");
    /** RabbitMQ 3 accepts messages to such an address although the queue is missing, and drops them. */
    private static final String RABBITMQ_EXISTING_QUEUE = "/amq/queue/";

    private QueueCheck() {}

    /** RabbitMQ declares a queue that is missing; without durability it would be gone after a restart. */
    static void askForDurableQueue(Target target) {
        target.setDurable(UNSETTLED_STATE);
        target.setCapabilities(QUEUE);
    }

    /** Why this target would lose messages; empty if it would not, as far as the broker says. */
    static Optional<String> faultOf(org.apache.qpid.proton.amqp.transport.Target answered) {
        // The broker refuses the link: the detach that follows says why.
        if (!(answered instanceof Target target)) return Optional.empty();
        var capabilities = target.getCapabilities() == null ? List.of() : Arrays.asList(target.getCapabilities());
        if (capabilities.contains(TOPIC)) return Optional.of(NOT_A_QUEUE);
        // Artemis and RabbitMQ answer with the target as it is. Qpid Broker-J answers with capabilities of its own and
        // without durability, for durable queues too, so that it cannot be verified there.
        var told = capabilities.contains(QUEUE);
        return told && !UNSETTLED_STATE.equals(target.getDurable()) ? Optional.of(NOT_DURABLE) : Optional.empty();
    }

    static boolean canBeMissing(String address) { return address.startsWith(RABBITMQ_EXISTING_QUEUE); }

    /**
     * Attaches a receiver that takes nothing: a broker refuses to receive from a queue that is missing. Needs the
     * permission to read. A refusal ends the session or the link.
     */
    static void requireQueue(ProtonSession session, String address, Runnable exists) {
        var receiver = session.createReceiver(address);
        receiver.setPrefetch(0).setAutoAccept(false);
        receiver.openHandler(answer -> {
            if (receiver.getRemoteSource() == null) return;
            receiver.close();
            exists.run();
        });
        receiver.open();
    }
}
