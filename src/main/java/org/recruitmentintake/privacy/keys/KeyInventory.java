package org.recruitmentintake.privacy.keys;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.recruitmentintake.privacy.RequiredSettings;

/** Names each key in use, in the log and as a metric, so that an exchanged key is noticed. */
@ApplicationScoped
class KeyInventory {

    private static final Logger LOG = Logger.getLogger(KeyInventory.class);

    private final Instance<StartupCheck> parts;
    private final MeterRegistry metrics;

    KeyInventory(Instance<StartupCheck> parts, MeterRegistry metrics) {
        this.parts = parts;
        this.metrics = metrics;
    }

    /** Runs after {@link RequiredSettings}, which stops the start if a key is unusable. */
    void publish(@Observes @Priority(2) StartupEvent starting) {
        parts.stream().flatMap(part -> part.keys().stream()).forEach(key -> {
            LOG.infof("Key in use: %s", key);
            Gauge.builder("intake.keys.in.use", () -> 1).tag("purpose", key.purpose().label()).tag("id", key.id())
                    .tag("thumbprint", key.thumbprint()).strongReference(true).register(metrics);
        });
    }
}
