package org.recruitmentintake.application.usecase;

import java.util.Map;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.ApplicationList;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxBacklog;

/**
 * The undecided cases and the waiting messages as gauges. They are counted at intervals, so that no scrape waits for
 * the database. Every replica counts the same rows: read the maximum, not the sum.
 */
@Singleton
public class BacklogGauges implements MeterBinder {

    private static final OutboxBacklog UNKNOWN = new OutboxBacklog(Double.NaN, Double.NaN, Double.NaN);

    private final ApplicationList list;
    private final Outbox outbox;
    /** Null while it is not known. */
    private volatile Map<State, Long> undecided;
    private volatile OutboxBacklog backlog = UNKNOWN;

    BacklogGauges(ApplicationList list, Outbox outbox) {
        this.list = list;
        this.outbox = outbox;
    }

    @Scheduled(every = "60S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void countCases() {
        try {
            undecided = list.countUndecided();
        } catch (RuntimeException databaseIsAway) {
            // No value is better than an old one; other parts report an unavailable database.
            undecided = null;
        }
    }

    @Scheduled(every = "10S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void countMessages() {
        try {
            backlog = outbox.backlog();
        } catch (RuntimeException databaseIsAway) {
            backlog = UNKNOWN;
        }
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        State.UNDECIDED.forEach(state -> Gauge.builder("intake.applications.open", () -> cases(state))
                .tag("state", state.name()).register(metrics));
        Gauge.builder("intake.outbox.pending", () -> backlog.pending()).register(metrics);
        Gauge.builder("intake.outbox.dead", () -> backlog.dead()).register(metrics);
        Gauge.builder("intake.outbox.oldest.age", () -> backlog.oldest()).baseUnit("seconds").register(metrics);
    }

    private double cases(State state) {
        var known = undecided;
        return known == null ? Double.NaN : known.getOrDefault(state, 0L);
    }
}
