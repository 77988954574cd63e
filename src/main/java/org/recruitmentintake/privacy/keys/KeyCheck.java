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
 * Compares each secret key with its check value in the database, and stops the start with a wrong key. While the
 * database is away the service starts, and serves nothing that needs a key until the comparison was made.
 */
@ApplicationScoped
public class KeyCheck {

    private static final Logger LOG = Logger.getLogger(KeyCheck.class);

    private final Instance<StartupCheck> parts;
    private final KeyCheckRepository register;
    private volatile boolean passed;

    KeyCheck(Instance<StartupCheck> parts, KeyCheckRepository register) {
        this.parts = parts;
        this.register = register;
    }

    /** Whether every secret key was found to be the right one. */
    public boolean hasPassed() { return passed; }

    /** After {@link RequiredSettings}, which stops the start where a key is unusable. */
    void atStart(@Observes @Priority(3) StartupEvent starting) {
        try {
            check();
        } catch (KeyCheckUnavailableException away) {
            LOG.warn("The keys are not compared with their check values yet: the database is away");
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onceTheDatabaseIsThere() {
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

    /** @throws ConfigurationException naming each key that is wrong, or whose check value is lost */
    void check() {
        var faults = parts.stream().flatMap(part -> part.keys().stream()).filter(key -> key.purpose().isSecret())
                .flatMap(this::fault).sorted().toList();
        if (!faults.isEmpty()) throw new ConfigurationException(message(faults));
        passed = true;
    }

    private Stream<String> fault(KeyInUse key) {
        var name = "%s key %s (check value %s)".formatted(key.purpose().word(), key.id(), key.thumbprint());
        return register.findOrRecord(key)
                .map(recorded -> recorded.equals(key.thumbprint()) ? Stream.<String>empty()
                        : Stream.of(name + " is another key than the one in use so far, whose check value is "
                                + recorded))
                .orElse(Stream.of(name + " cannot be compared: its row in key_check is lost, and there are cases"));
    }

    private static String message(List<String> faults) {
        return "The service does not start, because of its keys:\n  - " + String.join("\n  - ", faults);
    }
}
