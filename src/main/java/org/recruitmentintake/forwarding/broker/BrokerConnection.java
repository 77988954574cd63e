package org.recruitmentintake.forwarding.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.REFUSED;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.Context;
import io.vertx.proton.ProtonConnection;

/**
 * An open connection with a sender for each address. Its state belongs to the event loop of the connection. A lost
 * connection stays lost, and each of its deliveries is answered.
 */
final class BrokerConnection {

    private final Context context;
    private final AmqpClient client;
    private final ProtonConnection connection;
    private final String source;
    private final Map<String, AddressSender> senders = new HashMap<>();
    private volatile boolean lost;

    BrokerConnection(Context context, AmqpClient client, AmqpConnection amqp, String source) {
        this.context = context;
        this.client = client;
        connection = amqp.unwrap();
        this.source = source;
        amqp.exceptionHandler(closed -> loseConnection());
        if (amqp.isDisconnected()) lose("disconnected");
    }

    boolean isLost() { return lost; }

    void offer(List<PendingDelivery> deliveries) {
        context.runOnContext(go -> {
            for (var delivery : deliveries) {
                if (lost) delivery.complete(LOST, "disconnected");
                else
                    senderTo(delivery.message().address()).offer(delivery);
            }
        });
    }

    /** Attaches to an address and sends nothing. The result is the code of the fault; empty if there is none. */
    CompletableFuture<String> tryAddress(String address) {
        var answer = new CompletableFuture<String>()
                .completeOnTimeout("silent", BrokerSettings.CONNECT_TIMEOUT.toMillis(), MILLISECONDS);
        context.runOnContext(go -> {
            if (lost) answer.complete("disconnected");
            else
                QueueCheck.test(connection, address, answer);
        });
        return answer;
    }

    /** Answers every delivery that was not sent for lack of credit. */
    void stopWaitingForCredit() {
        context.runOnContext(go -> List.copyOf(senders.values()).forEach(AddressSender::stopWaitingForCredit));
    }

    void close() {
        context.runOnContext(go -> {
            lose("closed");
            client.close();
            // A silent peer would never answer the close.
            if (connection != null) context.owner().setTimer(500, later -> connection.disconnect());
        });
    }

    private AddressSender senderTo(String address) {
        var known = senders.get(address);
        if (known != null) return known;
        // Not by the address alone: a new sender may have taken the place of this one.
        var sender = new AddressSender(connection, address, source, detached -> senders.remove(address, detached));
        senders.put(address, sender);
        sender.attach();
        return sender;
    }

    /** If the connection closes with an error while exactly one delivery is unsettled, that message is the cause. */
    private void loseConnection() {
        var condition = connection.getRemoteCondition();
        var unsettled = senders.values().stream().flatMap(AddressSender::unsettled).toList();
        var code = ErrorCodes.of(condition);
        var blamed = condition != null && condition.getCondition() != null && ErrorCodes.blamesMessage(code);
        if (blamed && unsettled.size() == 1) unsettled.get(0).complete(REFUSED, code);
        lose("disconnected");
    }

    private void lose(String code) {
        lost = true;
        List.copyOf(senders.values()).forEach(sender -> sender.lose(code));
        senders.clear();
    }
}
