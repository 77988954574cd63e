package org.recruitmentintake.forwarding;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.recruitmentintake.forwarding.Broker.Outcome.LOST;

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

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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
public class Broker implements RequiredSettings.Part {

    /** What became of a message. Only the first means that it may be forgotten here. */
    enum Outcome {
        /** The broker has it. */
        ACCEPTED,
        /** This message is refused; others are not. */
        REFUSED,
        /** Not now, through no fault of the message. */
        TURNED_BACK,
        /** Its address takes nothing at present. */
        CLOSED,
        /** No answer: it may have arrived or not. */
        LOST
    }

    /** @param code why, in the broker's words if it is an AMQP condition; never a text */
    record Answer(Outcome outcome, String code) {}

    /** There is no connection, and none could be made. The message is a code. */
    static final class Away extends Exception {

        Away(String code) {
            super(code);
        }
    }

    /**
     * The AMQP 1.0 broker. Files are read again for every connection, so that a new password or certificate needs no
     * restart.
     */
    @ConfigMapping(prefix = "intake.broker")
    public interface BrokerConfig {

        Optional<String> host();

        @WithDefault("5671")
        int port();

        /** With {@link #passwordFile()}: SASL PLAIN. Without: the client certificate, or, without TLS, anonymous. */
        Optional<String> username();

        Optional<Path> passwordFile();

        /** The {@code source} of every CloudEvent: which installation sent it. */
        @WithDefault("/recruitment-intake")
        String source();

        Tls tls();

        /** On unless it is switched off, which is for development. */
        interface Tls {

            @WithDefault("true")
            boolean enabled();

            /** PEM: the authority that the broker's certificate must come from; without it those the JDK trusts. */
            Optional<Path> trustFile();

            /** PEM: our own certificate, if the broker asks for one. */
            Optional<Path> certificateFile();

            /** PEM, PKCS#8: its private key. */
            Optional<Path> keyFile();
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    // A peer that sends nothing for twice as long is gone, whatever TCP believes.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final BrokerConfig config;
    private volatile Line line;

    public Broker(Vertx vertx, BrokerConfig config) {
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

    boolean connected() {
        var current = line;
        return current != null && !current.lost();
    }

    void connect() throws Away, InterruptedException {
        disconnect();
        var context = vertx.getOrCreateContext();
        var client = AmqpClient.create(vertx, options());
        var opened = new CompletableFuture<Line>();
        context.runOnContext(go -> client.connect().onComplete(
                connection -> opened.complete(new Line(context, client, connection, config.source())),
                opened::completeExceptionally));
        try {
            line = opened.get(CONNECT_TIMEOUT.toMillis(), MILLISECONDS);
        } catch (ExecutionException failure) {
            client.close();
            // The kind of failure tells a wrong password from a wrong certificate; its text may quote either.
            throw new Away(failure.getCause().getClass().getSimpleName());
        } catch (TimeoutException silent) {
            opened.thenAccept(Line::close);
            client.close();
            throw new Away("silent");
        }
    }

    void disconnect() {
        var closing = line;
        line = null;
        if (closing != null) closing.close();
    }

    /**
     * Sends all of them at once and waits for every answer. Nothing is sent beyond the credit that the broker gives:
     * what finds none within a fifth of the patience has {@code CLOSED} for an answer and never left.
     */
    Map<UUID, Answer> send(List<Outbox.Due> rows, Duration patience) throws InterruptedException {
        var current = line;
        var sendings = rows.stream().map(Line.Sending::new).toList();
        var creditWait = patience.dividedBy(5);
        if (current != null) {
            current.offer(sendings);
            if (!answered(sendings, creditWait)) {
                current.giveUpWaiting();
                answered(sendings, patience.minus(creditWait));
            }
        }
        sendings.forEach(sending -> sending.end(LOST, "silent"));
        return sendings.stream()
                .collect(Collectors.toMap(sending -> sending.row().id(), sending -> sending.answer().join()));
    }

    private static boolean answered(List<Line.Sending> sendings, Duration patience) throws InterruptedException {
        var all = CompletableFuture
                .allOf(sendings.stream().map(Line.Sending::answer).toArray(CompletableFuture[]::new));
        try {
            all.get(patience.toMillis(), MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException notAll) {
            return false;
        }
    }

    private AmqpClientOptions options() throws Away {
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
            throw new Away("password-file");
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
