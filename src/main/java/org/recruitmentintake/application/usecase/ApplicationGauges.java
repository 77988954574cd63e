package org.recruitmentintake.application.usecase;

import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.ApplicationList;

/** The undecided cases as gauges. Every replica counts the same cases: read the maximum, not the sum. */
@Singleton
public class ApplicationGauges implements MeterBinder {

    private final ApplicationList list;
    /** Null if the database is unavailable: no value is better than an old one. */
    private volatile Map<State, Long> undecided;

    ApplicationGauges(ApplicationList list) {
        this.list = list;
    }

    @Scheduled(every = "60S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            undecided = list.countUndecided();
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
