package org.recruitmentintake.application.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.Housekeeping;

/**
 * Erases cases and deletes idempotency keys after their retention periods, and rewraps data keys that are wrapped with
 * a retired key. One replica at a time does it.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final WithdrawalAndErasure withdrawalAndErasure;
    private final Decisions decisions;
    private final Housekeeping housekeeping;
    private final PeriodicTasks tasks;
    private final RetentionConfig config;

    public Retention(WithdrawalAndErasure withdrawalAndErasure, Decisions decisions, Housekeeping housekeeping,
            PeriodicTasks tasks, RetentionConfig config) {
        this.withdrawalAndErasure = withdrawalAndErasure;
        this.decisions = decisions;
        this.housekeeping = housekeeping;
        this.tasks = tasks;
        this.config = config;
    }

    @Scheduled(every = "${intake.retention.every}", delayed = "1M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        attempt(this::purge);
        attempt(this::deleteKeys);
        attempt(this::rewrap);
    }

    /** A failed task does not stop the next one. */
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf("A periodic task failed: %s", e.getClass().getName());
        }
    }

    /** Erases every case whose period is over. */
    public void purge() {
        var left = new HashSet<UUID>();
        housekeeping.runExclusively(PeriodicTask.RETENTION.label(), () -> {
            for (var state : State.values()) {
                period(state).ifPresent(period -> purge(state, decisions.now().minus(period), left));
            }
            if (left.isEmpty()) tasks.markSucceeded(PeriodicTask.RETENTION);
        });
    }

    /** @param left takes the cases that could not be erased */
    private void purge(State state, Instant before, Set<UUID> left) {
        for (var idle = idle(state, before, left); !idle.isEmpty(); idle = idle(state, before, left)) {
            idle.stream().filter(id -> !isErased(id, state, before)).forEach(left::add);
        }
    }

    /** The next ids, without those that could not be erased. */
    private List<UUID> idle(State state, Instant before, Set<UUID> left) {
        return housekeeping.findIdle(state, before, config.batch() + left.size()).stream()
                .filter(id -> !left.contains(id)).toList();
    }

    /** A case that cannot be erased does not stop the others. */
    private boolean isErased(UUID id, State state, Instant before) {
        try {
            return withdrawalAndErasure.expire(id, state, before);
        } catch (RuntimeException e) {
            LOG.errorf("A case whose period is over could not be erased: %s", e.getClass().getName());
            return false;
        }
    }

    /** ACCEPTED (awaiting delivery) and ERASED have no retention period. */
    private Optional<Duration> period(State state) {
        return switch (state) {
            case WITHDRAWN -> Optional.of(config.withdrawn());
            case REFUSED -> Optional.of(config.refused());
            case FORWARDED -> Optional.of(config.forwarded());
            case IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW -> Optional.of(config.undecided());
            case ACCEPTED, ERASED -> Optional.empty();
        };
    }

    /** Deletes idempotency keys whose period is over. */
    public void deleteKeys() {
        housekeeping.runExclusively(PeriodicTask.IDEMPOTENCY_KEYS.label(), () -> {
            int deleted;
            do
                deleted = housekeeping.deleteIdempotencyKeys(config.idempotencyKeys(), config.batch());
            while (deleted == config.batch());
            tasks.markSucceeded(PeriodicTask.IDEMPOTENCY_KEYS);
        });
    }

    /**
     * Wraps data keys again with the current key, if they are wrapped with a retired key and its file is still
     * present. Sealed values are unchanged.
     */
    public void rewrap() {
        housekeeping.runExclusively(PeriodicTask.REWRAPPING.label(), () -> {
            var last = Optional.of(new UUID(0, 0));
            while (last.isPresent()) {
                last = housekeeping.rewrap(last.get(), config.batch());
            }
            tasks.markSucceeded(PeriodicTask.REWRAPPING);
        });
    }
}
