package org.recruitmentintake.application;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.PeriodicTasks.Task;

/**
 * Nothing personal is kept longer than it is needed, and nothing under a key that is retired. Every replica tries; one at
 * a time does it.
 */
@ApplicationScoped
public class Retention {

    /** How long a case stays readable after its last change; being read is no change. */
    @ConfigMapping(prefix = "intake.retention")
    public interface Config {

        /** Long enough to answer what became of it. */
        @WithDefault("P30D")
        Duration withdrawn();

        /** Long enough to contest a refusal. */
        @WithDefault("P180D")
        Duration refused();

        /** The branch has the case; here it only answers whether it arrived. No notice follows. */
        @WithDefault("P90D")
        Duration forwarded();

        /** Nobody went on with it for so long: a form that was left, a journey that was not made. */
        @WithDefault("P365D")
        Duration undecided();

        /** A Friday's bad deployment can be repaired on Monday with the same keys. */
        @WithDefault("72H")
        Duration idempotencyKeys();

        /** How often replicas look. */
        @WithDefault("1H")
        String every();

        /** Rows at a time. */
        @WithDefault("200")
        int batch();
    }

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final Closing closing;
    private final Decisions decisions;
    private final Register register;
    private final PeriodicTasks tasks;
    private final Config config;

    public Retention(Closing closing, Decisions decisions, Register register, PeriodicTasks tasks, Config config) {
        this.closing = closing;
        this.decisions = decisions;
        this.register = register;
        this.tasks = tasks;
        this.config = config;
    }

    @Scheduled(every = "${intake.retention.every}", delayed = "1M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        attempt(this::purge);
        attempt(this::forgetKeys);
        attempt(this::rewrap);
    }

    /** A task that fails does not keep the next from running. */
    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf("a periodic task failed: %s", e.getClass().getName());
        }
    }

    /** Erases every case whose period is over; says how many. */
    public int purge() {
        var erased = new HashSet<UUID>();
        var left = new HashSet<UUID>();
        register.alone(Task.RETENTION.label(), () -> {
            for (var state : State.values()) {
                period(state).ifPresent(period -> purge(state, period, erased, left));
            }
            if (left.isEmpty()) tasks.markSucceeded(Task.RETENTION);
        });
        return erased.size();
    }

    private void purge(State state, Duration period, Set<UUID> erased, Set<UUID> allLeft) {
        var before = decisions.now().minus(period);
        var left = new HashSet<UUID>();
        for (var idle = idle(state, before, left); !idle.isEmpty(); idle = idle(state, before, left)) {
            for (var id : idle) {
                (isErased(id, state, before) ? erased : left).add(id);
            }
        }
        allLeft.addAll(left);
    }

    /** The next, behind those that could not be erased. */
    private List<UUID> idle(State state, Instant before, Set<UUID> left) {
        return register.idle(state, before, config.batch() + left.size()).stream().filter(id -> !left.contains(id))
                .toList();
    }

    /** One case that fails, whatever the reason, must not keep the others readable. */
    private boolean isErased(UUID id, State state, Instant before) {
        try {
            return closing.expire(id, state, before);
        } catch (RuntimeException e) {
            LOG.errorf("a case whose period is over could not be erased: %s", e.getClass().getName());
            return false;
        }
    }

    /** What is on its way to the queue is never over, and what is erased is gone. */
    private Optional<Duration> period(State state) {
        return switch (state) {
            case WITHDRAWN -> Optional.of(config.withdrawn());
            case REFUSED -> Optional.of(config.refused());
            case FORWARDED -> Optional.of(config.forwarded());
            case IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW -> Optional.of(config.undecided());
            case ACCEPTED, ERASED -> Optional.empty();
        };
    }

    /** Forgets idempotency keys whose time is over; says how many. */
    public int forgetKeys() {
        var forgotten = new int[1];
        register.alone(Task.IDEMPOTENCY_KEYS.label(), () -> {
            for (int gone = config.batch(); gone == config.batch();) {
                gone = register.forgetKeys(config.idempotencyKeys(), config.batch());
                forgotten[0] += gone;
            }
            tasks.markSucceeded(Task.IDEMPOTENCY_KEYS);
        });
        return forgotten[0];
    }

    /** Wraps every data key anew that is wrapped with a retired key whose file still lies there. Nothing is sealed anew. */
    public void rewrap() {
        register.alone(Task.REWRAPPING.label(), () -> {
            var last = Optional.of(new UUID(0, 0));
            while (last.isPresent()) {
                last = register.rewrap(last.get(), config.batch());
            }
            tasks.markSucceeded(Task.REWRAPPING);
        });
    }
}
