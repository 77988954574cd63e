package org.recruitmentintake.application.usecase;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.scheduler.Scheduled;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxBacklog;

/**
 * The backlog as gauges. It is counted at intervals, so that no scrape waits for the database. Every replica counts the
 * same rows: read the maximum, not the sum.
 */
@Singleton
public class OutboxGauges implements MeterBinder {

    public static final OutboxBacklog UNKNOWN = new OutboxBacklog(Double.NaN, Double.NaN, Double.NaN);

    private final Outbox outbox;
    private volatile OutboxBacklog backlog = UNKNOWN;

    OutboxGauges(Outbox outbox) {
        this.outbox = outbox;
    }

    @Scheduled(every = "10S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            backlog = outbox.backlog();
        } catch (RuntimeException away) {
            // No value is better than an old one; other parts report an unavailable database.
            backlog = UNKNOWN;
        }
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        Gauge.builder("intake.outbox.pending", () -> backlog.pending()).register(metrics);
        Gauge.builder("intake.outbox.dead", () -> backlog.dead()).register(metrics);
        Gauge.builder("intake.outbox.oldest.age", () -> backlog.oldest()).baseUnit("seconds").register(metrics);
    }
}
