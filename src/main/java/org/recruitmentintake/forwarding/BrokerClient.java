package org.recruitmentintake.forwarding;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.recruitmentintake.forwarding.Outcome.LOST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.privacy.RequiredSettings;

/**
 * One connection to the broker at a time, and what became of each message on it. The methods wait, so they are for the
 * relay's own thread; what they wait for happens on the event loop of the connection.
 */
@ApplicationScoped
public class BrokerClient implements RequiredSettings.Part {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    // A peer that sends nothing for twice as long is gone, whatever TCP believes.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final BrokerConfig config;
    private volatile BrokerConnection connection;

    public BrokerClient(Vertx vertx, BrokerConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<String>();
        if (config.host().isEmpty()) faults.add("intake.broker.host is not set");
        if (config.tls().enabled() && config.username().isEmpty() && config.tls().certificateFile().isEmpty()) {
            faults.add("intake.broker.username is not set, nor intake.broker.tls.certificate-file");
        }
        if (config.username().isPresent() && config.passwordFile().isEmpty()) {
            faults.add("intake.broker.password-file is not set");
        }
        var tls = config.tls();
        if (tls.certificateFile().isPresent() != tls.keyFile().isPresent()) {
            faults.add("intake.broker.tls.%s-file is not set"
                    .formatted(tls.keyFile().isPresent() ? "certificate" : "key"));
        }
        unreadable(faults, "password-file", config.passwordFile());
        if (tls.enabled()) {
            unreadable(faults, "tls.trust-file", tls.trustFile());
            unreadable(faults, "tls.certificate-file", tls.certificateFile());
            unreadable(faults, "tls.key-file", tls.keyFile());
        }
        return faults;
    }

    private static void unreadable(List<String> faults, String setting, Optional<Path> file) {
        file.filter(named -> !Files.isReadable(named))
                .ifPresent(named -> faults.add("intake.broker.%s: %s cannot be read".formatted(setting, named)));
    }

    boolean isConnected() {
        var current = connection;
        return current != null && !current.isLost();
    }

    void connect() throws BrokerUnavailableException, InterruptedException {
        disconnect();
        var context = vertx.getOrCreateContext();
        var client = AmqpClient.create(vertx, options());
        var opened = new CompletableFuture<BrokerConnection>();
        context.runOnContext(go -> client.connect().onComplete(
                amqp -> opened.complete(new BrokerConnection(context, client, amqp, config.source())),
                opened::completeExceptionally));
        try {
            connection = opened.get(CONNECT_TIMEOUT.toMillis(), MILLISECONDS);
        } catch (ExecutionException failure) {
            client.close();
            // The kind of failure tells a wrong password from a wrong certificate; its text may quote either.
            throw new BrokerUnavailableException(failure.getCause().getClass().getSimpleName());
        } catch (TimeoutException silent) {
            opened.thenAccept(BrokerConnection::close);
            client.close();
            throw new BrokerUnavailableException("silent");
        }
    }

    void disconnect() {
        var closing = connection;
        connection = null;
        if (closing != null) closing.close();
    }

    /**
     * Sends all of them at once and waits for every answer. Nothing is sent beyond the credit that the broker gives:
     * what finds none within a fifth of the patience has {@code CLOSED} for an answer and never left.
     */
    Map<UUID, Answer> send(List<Outbox.Due> rows, Duration patience) throws InterruptedException {
        var current = connection;
        var deliveries = rows.stream().map(PendingDelivery::new).toList();
        var creditWait = patience.dividedBy(5);
        if (current != null) {
            current.offer(deliveries);
            if (!answered(deliveries, creditWait)) {
                current.stopWaitingForCredit();
                answered(deliveries, patience.minus(creditWait));
            }
        }
        deliveries.forEach(delivery -> delivery.end(LOST, "silent"));
        return deliveries.stream()
                .collect(Collectors.toMap(delivery -> delivery.row().id(), delivery -> delivery.answer().join()));
    }

    private static boolean answered(List<PendingDelivery> deliveries, Duration patience) throws InterruptedException {
        var all = CompletableFuture
                .allOf(deliveries.stream().map(PendingDelivery::answer).toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException notAll) {
            return false;
        }
    }

    private AmqpClientOptions options() throws BrokerUnavailableException {
        var options = new AmqpClientOptions()
                .setHost(config.host().orElseThrow())
                .setPort(config.port())
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setHeartbeat((int) HEARTBEAT.toMillis());
        // One that is never opened has no heartbeat yet, and must not stay half open.
        options.setReadIdleTimeout(2 * (int) HEARTBEAT.toSeconds());
        try {
            if (config.username().isPresent()) {
                options.setUsername(config.username().get())
                        .setPassword(Files.readString(config.passwordFile().orElseThrow()).strip());
            }
        } catch (IOException unreadable) {
            throw new BrokerUnavailableException("password-file");
        }
        var tls = config.tls();
        if (!tls.enabled()) return options;
        options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
        tls.trustFile()
                .ifPresent(file -> options.setPemTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        tls.certificateFile().ifPresent(file -> options.setPemKeyCertOptions(new PemKeyCertOptions()
                .addCertPath(file.toString()).addKeyPath(tls.keyFile().orElseThrow().toString())));
        return options;
    }
}
