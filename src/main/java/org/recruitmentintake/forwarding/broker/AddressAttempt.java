package org.recruitmentintake.forwarding.broker;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Target;

/** Attaches a sender to an address once, to test whether the address takes messages. */
final class AddressAttempt {

    /** RabbitMQ 3 would declare the queue, and a check must change nothing. */
    static final String WOULD_BE_DECLARED = "not tried: this broker declares a queue that is missing";

    private static final Symbol PRODUCT = Symbol.valueOf("product");

    private final ProtonConnection wire;
    private final String address;
    private final CompletableFuture<String> answer;

    AddressAttempt(ProtonConnection wire, String address, CompletableFuture<String> answer) {
        this.wire = wire;
        this.address = address;
        this.answer = answer;
    }

    void attach() {
        if (isRabbitMq() && !address.startsWith("/")) {
            answer.complete(WOULD_BE_DECLARED);
            return;
        }
        var session = wire.createSession();
        session.closeHandler(ended -> answer.complete(ErrorCodes.of(session.getRemoteCondition())));
        session.open();
        if (QueueCheck.canBeMissing(address)) {
            QueueCheck.requireQueue(session, address, () -> attachSender(session));
        } else {
            attachSender(session);
        }
    }

    private void attachSender(ProtonSession session) {
        var sender = session.createSender(address, QueueCheck.uniqueLink(address));
        QueueCheck.askForDurableQueue((Target) sender.getTarget());
        sender.openHandler(opened -> onAttach(sender));
        sender.closeHandler(closed -> answer.complete(ErrorCodes.of(sender.getRemoteCondition())));
        sender.detachHandler(detached -> answer.complete(ErrorCodes.of(sender.getRemoteCondition())));
        sender.open();
    }

    private void onAttach(ProtonSender sender) {
        // The broker refuses the link; the detach that follows has the reason.
        if (sender.getRemoteTarget() == null) return;
        answer.complete(QueueCheck.faultOf(sender.getRemoteTarget()).orElse(""));
        sender.close();
    }

    private boolean isRabbitMq() {
        Map<Symbol, Object> properties = wire.getRemoteProperties();
        return properties != null && String.valueOf(properties.get(PRODUCT)).contains("RabbitMQ");
    }
}
