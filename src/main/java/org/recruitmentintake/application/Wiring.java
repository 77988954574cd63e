package org.recruitmentintake.application;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.recruitmentintake.embassy.EmbassyDirectory;
import sun.misc.Signal;

/** Produces the clock and the directory of embassies, and handles SIGTERM. */
@ApplicationScoped
public class Wiring {

    /** SIGTERM ends the process with status 0, not with the JVM's 143. */
    void listen(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) Signal.handle(new Signal("TERM"), asked -> Quarkus.asyncExit(0));
    }

    /** The clock of the service. An offset is allowed in development and tests only. */
    @Produces
    @ApplicationScoped
    Clock clock(@ConfigProperty(name = "intake.clock-offset", defaultValue = "PT0S") Duration offset) {
        if (!offset.isZero() && LaunchMode.current() == LaunchMode.NORMAL && !ConfigUtils.isProfileActive("test")) {
            throw new IllegalStateException("intake.clock-offset may be set in development and tests only");
        }
        return Clock.offset(Clock.systemUTC(), offset);
    }

    /** The operator's directory, or the one that comes with the service. A malformed line stops the start. */
    @Produces
    @Singleton
    EmbassyDirectory embassies(@ConfigProperty(name = "intake.embassies") Optional<Path> file) throws IOException {
        if (file.isPresent()) return EmbassyDirectory.parse(Files.readAllLines(file.get()));
        try (var shipped = Wiring.class.getResourceAsStream("/embassies.csv")) {
            return EmbassyDirectory.parse(new String(shipped.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        }
    }
}
