package org.recruitmentintake.forwarding.broker;

import static org.apache.qpid.proton.amqp.messaging.TerminusDurability.UNSETTLED_STATE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonLinkOptions;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Attaches to addresses: requests a durable queue, and verifies the broker's answer before anything is sent to it. */
final class QueueCheck {

    /** The queue is not durable: a restart would lose it, or its messages. */
    static final String NOT_DURABLE = "queue-not-durable";
    /** The address is a topic: without subscribers it loses its messages. */
    static final String NOT_A_QUEUE = "not-a-queue";

    /** RabbitMQ 3 would declare the queue, and a check must change nothing. */
    static final String WOULD_BE_DECLARED = "not tried: this broker declares a queue that is missing";

    private static final Symbol PRODUCT = Symbol.valueOf("product");
    private static final Symbol QUEUE = Symbol.valueOf("queue");
    private static final Symbol TOPIC = Symbol.valueOf("topic");
    /** RabbitMQ 3 accepts messages to such an address although the queue is missing, and drops them. */
    private static final String RABBITMQ_EXISTING_QUEUE = "/amq/queue/";

    private QueueCheck() {}

    /**
     * Attaches once, to test whether the address takes messages.
     *
     * @param answer completed with the code of the fault; with an empty text if there is none
     */
    static void test(ProtonConnection connection, String address, CompletableFuture<String> answer) {
        if (isRabbitMq(connection) && !address.startsWith("/")) {
            answer.complete(WOULD_BE_DECLARED);
            return;
        }
        attach(connection, address, answer::isDone, sender -> {
            // Refused: the end of the link, which follows, has the reason.
            if (sender.getRemoteTarget() == null) return;
            answer.complete(faultOf(sender.getRemoteTarget()).orElse(""));
            sender.close();
        }, reason -> answer.complete(ErrorCodes.of(reason)));
    }

    private static boolean isRabbitMq(ProtonConnection connection) {
        Map<Symbol, Object> properties = connection.getRemoteProperties();
        return properties != null && String.valueOf(properties.get(PRODUCT)).contains("RabbitMQ");
    }

    /**
     * Attaches a sender on a session of its own: some brokers end the whole session when they refuse a link.
     *
     * @param isGivenUp whether the session was ended in the meantime
     * @param attached called with the broker's answer; it has no target if the broker refuses the link, and the end
     *            that follows has the reason
     * @param ended called with the reason when the broker ends the link or the session
     */
    static ProtonSession attach(ProtonConnection connection, String address, BooleanSupplier isGivenUp,
            Consumer<ProtonSender> attached, Consumer<ErrorCondition> ended) {
        var session = connection.createSession();
        session.closeHandler(closed -> ended.accept(session.getRemoteCondition()));
        session.open();
        if (canBeMissing(address)) {
            requireQueue(session, address, () -> {
                if (!isGivenUp.getAsBoolean()) attachSender(session, address, attached, ended);
            });
        } else {
            attachSender(session, address, attached, ended);
        }
        return session;
    }

    private static void attachSender(ProtonSession session, String address, Consumer<ProtonSender> attached,
            Consumer<ErrorCondition> ended) {
        var sender = session.createSender(address, uniqueLink(address));
        // RabbitMQ declares a missing queue; unless it is durable, a restart would lose it.
        var target = (Target) sender.getTarget();
        target.setDurable(UNSETTLED_STATE);
        target.setCapabilities(QUEUE);
        sender.openHandler(answer -> attached.accept(sender));
        sender.closeHandler(closed -> ended.accept(sender.getRemoteCondition()));
        sender.detachHandler(detached -> ended.accept(sender.getRemoteCondition()));
        sender.open();
    }

    /**
     * A link's name is unique between two containers, not only within a session: Qpid Broker-J ends the other link of
     * the same name.
     */
    private static ProtonLinkOptions uniqueLink(String address) {
        return new ProtonLinkOptions().setLinkName(address + " " + UUID.randomUUID());
    }

    /** The reason why this target would lose messages; empty if the broker reports none. */
    static Optional<String> faultOf(org.apache.qpid.proton.amqp.transport.Target answered) {
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
    private static void requireQueue(ProtonSession session, String address, Runnable exists) {
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
