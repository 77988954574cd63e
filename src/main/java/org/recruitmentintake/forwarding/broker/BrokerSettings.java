package org.recruitmentintake.forwarding.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.amqp.AmqpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.privacy.keys.StartupCheck;

/** The settings of connections to the broker and of the addresses there, checked at the start. */
@ApplicationScoped
public class BrokerSettings implements StartupCheck, QueueAddresses {

    /** Stands for the branch in the setting of the addresses. */
    private static final String PLACEHOLDER = "{branch}";

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    // A peer that sends nothing for twice this time counts as gone, even if TCP has not noticed.
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final BrokerConfig config;

    public BrokerSettings(BrokerConfig config) {
        this.config = config;
    }

    /** The hosts, in the order in which they are tried. */
    List<BrokerHost> hosts() {
        return config.host().orElse(List.of()).stream().map(host -> BrokerHost.parse(host, config.port())).toList();
    }

    String source() { return config.source(); }

    /** The address of a branch, such as {@code recruitment.ground-forces}. */
    @Override
    public String addressOf(String branch) {
        return config.address().replace(PLACEHOLDER, branch.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<String>();
        if (config.host().isEmpty()) faults.add("intake.broker.host is not set");
        try {
            hosts();
        } catch (IllegalArgumentException host) {
            faults.add("intake.broker.host: %s is neither a name nor name:port".formatted(host.getMessage()));
        }
        if (!config.address().contains(PLACEHOLDER)) {
            faults.add("intake.broker.address does not contain " + PLACEHOLDER);
        }
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
        addUnreadable(faults, "password-file", config.passwordFile());
        if (tls.enabled()) {
            addUnreadable(faults, "tls.trust-file", tls.trustFile());
            addUnreadable(faults, "tls.certificate-file", tls.certificateFile());
            addUnreadable(faults, "tls.key-file", tls.keyFile());
        }
        return faults;
    }

    private static void addUnreadable(List<String> faults, String setting, Optional<Path> file) {
        file.filter(named -> !Files.isReadable(named))
                .ifPresent(named -> faults.add("intake.broker.%s: %s cannot be read".formatted(setting, named)));
    }

    /** Reads the files that the settings name. */
    AmqpClientOptions optionsFor(BrokerHost host) throws BrokerUnavailableException {
        var options = new AmqpClientOptions()
                .setHost(host.name())
                .setPort(host.port())
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setHeartbeat((int) HEARTBEAT.toMillis());
        // Before it is open, a connection has no heartbeat; it must not stay half open.
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
