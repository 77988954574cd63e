package org.recruitmentintake.forwarding.broker;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonSender;
import org.apache.qpid.proton.amqp.Symbol;

/** Attaches a sender to an address once, to test whether the address takes messages. */
final class AddressAttempt {

    /** RabbitMQ 3 would declare the queue, and a check must change nothing. */
    static final String WOULD_BE_DECLARED = "not tried: this broker declares a queue that is missing";

    private static final Symbol PRODUCT = Symbol.valueOf("product");

    private final ProtonConnection connection;
    private final String address;
    private final CompletableFuture<String> answer;

    AddressAttempt(ProtonConnection connection, String address, CompletableFuture<String> answer) {
        this.connection = connection;
        this.address = address;
        this.answer = answer;
    }

    void attach() {
        if (isRabbitMq() && !address.startsWith("/")) {
            answer.complete(WOULD_BE_DECLARED);
            return;
        }
        QueueCheck.attach(connection, address, answer::isDone, this::onAttach,
                reason -> answer.complete(ErrorCodes.of(reason)));
    }

    private void onAttach(ProtonSender sender) {
        // Refused: the end of the link, which follows, has the reason.
        if (sender.getRemoteTarget() == null) return;
        answer.complete(QueueCheck.faultOf(sender.getRemoteTarget()).orElse(""));
        sender.close();
    }

    private boolean isRabbitMq() {
        Map<Symbol, Object> properties = connection.getRemoteProperties();
        return properties != null && String.valueOf(properties.get(PRODUCT)).contains("RabbitMQ");
    }
}
