package org.recruitmentintake.privacy.keys;

import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.recruitmentintake.privacy.RequiredSettings;

/**
 * Compares each secret key with its check value in the database, and stops the start if a key is wrong. If the database
 * is unavailable, the service starts, and refuses requests that need a key until they are compared.
 */
@ApplicationScoped
public class KeyCheck {

    private static final Logger LOG = Logger.getLogger(KeyCheck.class);

    private final Instance<StartupCheck> parts;
    private final KeyCheckRepository checkValues;
    private volatile boolean passed;

    KeyCheck(Instance<StartupCheck> parts, KeyCheckRepository checkValues) {
        this.parts = parts;
        this.checkValues = checkValues;
    }

    /** Whether all secret keys were compared and are right. */
    public boolean hasPassed() { return passed; }

    /** Runs after {@link RequiredSettings}, which stops the start if a key is unusable. */
    void onStart(@Observes @Priority(3) StartupEvent starting) {
        try {
            check();
        } catch (KeyCheckUnavailableException away) {
            LOG.warn("The keys are not compared with their check values yet: the database is away");
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void retry() {
        if (passed) return;
        try {
            check();
        } catch (KeyCheckUnavailableException stillAway) {
            return;
        } catch (ConfigurationException wrongKey) {
            LOG.fatal(wrongKey.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    /** @throws ConfigurationException naming each wrong key, and each key without its check value */
    void check() {
        var faults = parts.stream().flatMap(part -> part.keys().stream()).filter(key -> key.purpose().isSecret())
                .flatMap(this::fault).sorted().toList();
        if (!faults.isEmpty()) throw new ConfigurationException(message(faults));
        passed = true;
    }

    private Stream<String> fault(KeyInUse key) {
        var name = "%s key %s (check value %s)".formatted(key.purpose().label(), key.id(), key.thumbprint());
        return checkValues.findOrRecord(key)
                .map(recorded -> recorded.equals(key.thumbprint()) ? Stream.<String>empty()
                        : Stream.of(name + " is another key than the one in use so far, whose check value is "
                                + recorded))
                .orElse(Stream.of(name + " cannot be compared: its row in key_check is lost, and there are cases"));
    }

    private static String message(List<String> faults) {
        return "The service does not start, because of its keys:\n  - " + String.join("\n  - ", faults);
    }
}
