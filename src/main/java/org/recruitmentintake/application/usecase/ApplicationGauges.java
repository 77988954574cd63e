package org.recruitmentintake.application.usecase;

import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.Register;

/** The undecided cases as gauges, counted at intervals by every replica: to be read as a maximum, never as a sum. */
@Singleton
public class ApplicationGauges implements MeterBinder {

    private final Register register;
    /** Null if it is unknown: no value is better than an old one. */
    private volatile Map<State, Long> undecided;

    ApplicationGauges(Register register) {
        this.register = register;
    }

    @Scheduled(every = "60S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            undecided = register.undecided();
        } catch (RuntimeException away) {
            undecided = null;
        }
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        State.UNDECIDED.forEach(state -> Gauge.builder("intake.applications.open", () -> cases(state))
                .tag("state", state.name()).register(metrics));
    }

    private double cases(State state) {
        var known = undecided;
        return known == null ? Double.NaN : known.getOrDefault(state, 0L);
    }
}
