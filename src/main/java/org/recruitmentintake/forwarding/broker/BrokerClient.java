package org.recruitmentintake.forwarding.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.amqp.AmqpClient;
import io.vertx.core.Vertx;
import org.recruitmentintake.forwarding.message.CloudEventMessage;

/**
 * Holds one connection to the broker at a time and sends on it. The methods block and are for the relay's thread; the
 * connection runs on an event loop.
 */
@ApplicationScoped
public class BrokerClient {

    private static final Duration MEANWHILE_INTERVAL = Duration.ofMillis(100);

    private final Vertx vertx;
    private final BrokerSettings settings;
    private volatile BrokerConnection connection;

    public BrokerClient(Vertx vertx, BrokerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    public boolean isConnected() {
        var current = connection;
        return current != null && !current.isLost();
    }

    /**
     * Tries the hosts in their order, always from the first.
     *
     * @return the host that it is connected to
     * @throws BrokerUnavailableException with each host and why it could not be reached
     */
    public BrokerHost connect() throws BrokerUnavailableException, InterruptedException {
        disconnect();
        var causes = new ArrayList<String>();
        for (var host : settings.hosts()) {
            try {
                connection = connect(host);
                return host;
            } catch (BrokerUnavailableException unavailable) {
                causes.add(host + " " + unavailable.getMessage());
            }
        }
        throw new BrokerUnavailableException(String.join(", ", causes));
    }

    BrokerConnection connect(BrokerHost host) throws BrokerUnavailableException, InterruptedException {
        var context = vertx.getOrCreateContext();
        var client = AmqpClient.create(vertx, settings.optionsFor(host));
        var opened = new CompletableFuture<BrokerConnection>();
        context.runOnContext(go -> client.connect().onComplete(
                amqp -> opened.complete(new BrokerConnection(context, client, amqp, settings.source())),
                opened::completeExceptionally));
        try {
            return opened.get(BrokerSettings.CONNECT_TIMEOUT.toMillis(), MILLISECONDS);
        } catch (ExecutionException failure) {
            client.close();
            // The class distinguishes a wrong password from a wrong certificate; the message may quote either.
            throw new BrokerUnavailableException(failure.getCause().getClass().getSimpleName());
        } catch (TimeoutException silent) {
            abandon(client, opened);
            throw new BrokerUnavailableException("silent");
        } catch (InterruptedException end) {
            abandon(client, opened);
            throw end;
        }
    }

    private static void abandon(AmqpClient client, CompletableFuture<BrokerConnection> opened) {
        opened.thenAccept(BrokerConnection::close);
        client.close();
    }

    public void disconnect() {
        var closing = connection;
        connection = null;
        if (closing != null) closing.close();
    }

    /**
     * Sends all messages at once and waits for every answer. Nothing is sent beyond the credit of the broker: a message
     * without credit within a fifth of the time-out is not sent and answered {@code CLOSED}.
     *
     * @param meanwhile called several times a second while answers are waited for
     */
    public Map<UUID, Answer> send(List<CloudEventMessage> messages, Duration timeout, Runnable meanwhile)
            throws InterruptedException {
        var current = connection;
        var deliveries = messages.stream().map(PendingDelivery::new).toList();
        var creditWait = timeout.dividedBy(5);
        if (current != null) {
            current.offer(deliveries);
            if (!awaitAnswers(deliveries, creditWait, meanwhile)) {
                current.stopWaitingForCredit();
                awaitAnswers(deliveries, timeout.minus(creditWait), meanwhile);
            }
        }
        deliveries.forEach(delivery -> delivery.complete(LOST, "unanswered"));
        return deliveries.stream()
                .collect(Collectors.toMap(delivery -> delivery.message().id(), delivery -> delivery.answer().join()));
    }

    private static boolean awaitAnswers(List<PendingDelivery> deliveries, Duration timeout, Runnable meanwhile)
            throws InterruptedException {
        var end = System.nanoTime() + timeout.toNanos();
        var all = CompletableFuture
                .allOf(deliveries.stream().map(PendingDelivery::answer).toArray(CompletableFuture[]::new));
        for (var left = timeout.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                all.get(Math.min(left, MEANWHILE_INTERVAL.toNanos()), NANOSECONDS);
                return true;
            } catch (TimeoutException notYet) {
                meanwhile.run();
            } catch (ExecutionException never) {
                throw new IllegalStateException(never);
            }
        }
        return all.isDone();
    }
}
