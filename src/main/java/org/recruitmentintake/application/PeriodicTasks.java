package org.recruitmentintake.application;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * When each periodic task last succeeded on this replica, for the alert on an overdue task. A task that left a case over has
 * not succeeded. A replica counts from its start; replicas take turns, so the latest of them is the one to read.
 */
@Singleton
public class PeriodicTasks implements MeterBinder {

    /** A task that only one replica works on at a time. */
    public enum Task {
        RETENTION("retention"),
        IDEMPOTENCY_KEYS("idempotency-keys"),
        REWRAPPING("rewrapping"),
        REEVALUATION("reevaluation");

        private final String label;

        Task(String label) {
            this.label = label;
        }

        /** The name in the database's lock and in the metric. */
        public String label() { return label; }
    }

    private final Clock clock;
    private final Map<Task, Instant> lastSuccess = new ConcurrentHashMap<>();

    public PeriodicTasks(Clock clock) {
        this.clock = clock;
        for (var task : Task.values()) markSucceeded(task);
    }

    void markSucceeded(Task task) { lastSuccess.put(task, clock.instant()); }

    public Instant lastSuccess(Task task) { return lastSuccess.get(task); }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (var task : Task.values()) {
            Gauge.builder("intake.task.last.success.timestamp", () -> lastSuccess(task).getEpochSecond())
                    .baseUnit("seconds").tag("task", task.label()).register(metrics);
        }
    }
}
