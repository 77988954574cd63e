package org.recruitmentintake.application.usecase;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * When each periodic task last succeeded on this replica, for the alert on an overdue task. A task that skipped a case
 * has not succeeded. The start counts as a success; replicas take turns, so read the latest of them.
 */
@Singleton
public class PeriodicTasks implements MeterBinder {

    private final Clock clock;
    private final Map<PeriodicTask, Instant> lastSuccess = new ConcurrentHashMap<>();

    public PeriodicTasks(Clock clock) {
        this.clock = clock;
        for (var task : PeriodicTask.values()) markSucceeded(task);
    }

    void markSucceeded(PeriodicTask task) { lastSuccess.put(task, clock.instant()); }

    public Instant lastSuccess(PeriodicTask task) { return lastSuccess.get(task); }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (var task : PeriodicTask.values()) {
            Gauge.builder("intake.task.last.success.timestamp", () -> lastSuccess(task).getEpochSecond())
                    .baseUnit("seconds").tag("task", task.label()).register(metrics);
        }
    }
}
