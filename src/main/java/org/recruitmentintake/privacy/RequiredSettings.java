package org.recruitmentintake.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Stops the start if a setting without a default is missing, or if a connection would be unverified. One message names
 * all faults, so that an operator can correct them together.
 */
@ApplicationScoped
public class RequiredSettings {

    private static final Logger LOG = Logger.getLogger(RequiredSettings.class);

    private static final String BROKER_TLS = "intake.broker.tls.enabled";
    private static final String KEYS_OF_THE_ISSUER = "mp.jwt.verify.publickey.location";

    /**
     * Required settings of the framework, which would start without them: without an issuer or an audience it would
     * accept any token that the key verifies, and without a database every request would fail.
     */
    static final List<String> OF_THE_FRAMEWORK = List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences",
            KEYS_OF_THE_ISSUER, DriverProperties.URL, "quarkus.datasource.username", "quarkus.datasource.password");

    private final Instance<StartupCheck> parts;
    private final Config config;
    private final boolean plainConnections;

    /**
     * @param plainConnections allows unverified connections, for development, tests and trials: a man in the middle
     *            could read dossiers or issue tokens
     */
    RequiredSettings(Instance<StartupCheck> parts, Config config,
            @ConfigProperty(name = "intake.plain-connections", defaultValue = "false") boolean plainConnections) {
        this.parts = parts;
        this.config = config;
        this.plainConnections = plainConnections;
    }

    /**
     * Runs before every other observer except the command {@code check}: the scheduler has the priority 0, and its
     * tasks would run with missing settings.
     */
    void check(@Observes @Priority(Integer.MIN_VALUE + 1) StartupEvent starting) {
        var unverified = unverified();
        if (plainConnections && !unverified.isEmpty() && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.warnf("Connections are not verified, so that others may read and change messages: %s",
                    String.join("; ", unverified));
        }
        var faults = faults();
        if (!faults.isEmpty()) {
            throw new ConfigurationException("The service does not start, because of its settings:\n  - "
                    + String.join("\n  - ", faults));
        }
    }

    /** One line for each setting that stops the start. */
    public List<String> faults() {
        var unset = OF_THE_FRAMEWORK.stream().filter(name -> config.getOptionalValue(name, String.class).isEmpty())
                .map(name -> name + " is not set");
        var unreadable = DriverProperties.isUrlUnreadable(config)
                ? Stream.of(DriverProperties.URL + " is no URL that the driver can read") : Stream.<String>empty();
        return Stream.of(unset, unreadable, parts.stream().flatMap(part -> part.faults().stream()),
                plainConnections ? Stream.<String>empty() : unverified().stream())
                .flatMap(each -> each).sorted().toList();
    }

    /** One line for each connection whose peer is not verified. A missing setting is not among them. */
    private List<String> unverified() {
        var found = new ArrayList<String>();
        if (!config.getOptionalValue(BROKER_TLS, Boolean.class).orElse(true)) {
            found.add(BROKER_TLS + " is not true");
        }
        if (config.getOptionalValue(KEYS_OF_THE_ISSUER, String.class)
                .filter(location -> location.toLowerCase(Locale.ROOT).startsWith("http:")).isPresent()) {
            found.add(KEYS_OF_THE_ISSUER + " is neither https: nor a file");
        }
        if (config.getOptionalValue(DriverProperties.URL, String.class).isPresent()
                && !DriverProperties.isUrlUnreadable(config)
                && DriverProperties.find(config, "sslmode").filter("verify-full"::equals).isEmpty()) {
            found.add(DriverProperties.URL + " does not say sslmode=verify-full");
        }
        return found.stream().map(fault -> fault + " (intake.plain-connections)").toList();
    }
}
