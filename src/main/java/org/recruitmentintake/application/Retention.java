package org.recruitmentintake.application;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.Application.State;

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
    private final Config config;

    public Retention(Closing closing, Decisions decisions, Register register, Config config) {
        this.closing = closing;
        this.decisions = decisions;
        this.register = register;
        this.config = config;
    }

    @Scheduled(every = "${intake.retention.every}", delayed = "1M",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        purge();
        forgetKeys();
        rewrap();
    }

    /** Erases every case whose period is over; says how many. */
    public int purge() {
        var erased = new HashSet<UUID>();
        register.alone("retention", () -> {
            for (var state : State.values()) {
                period(state).ifPresent(period -> purge(state, period, erased));
            }
        });
        return erased.size();
    }

    private void purge(State state, Duration period, Set<UUID> erased) {
        var before = decisions.now().minus(period);
        var left = new HashSet<UUID>();
        for (var idle = idle(state, before, left); !idle.isEmpty(); idle = idle(state, before, left)) {
            for (var id : idle) {
                (done(() -> closing.expire(id, state, before)) ? erased : left).add(id);
            }
        }
    }

    /** The next, behind those that could not be erased. */
    private List<UUID> idle(State state, Instant before, Set<UUID> left) {
        return register.idle(state, before, config.batch() + left.size()).stream().filter(id -> !left.contains(id))
                .toList();
    }

    /** One case that fails, whatever the reason, must not keep the others readable. */
    private static boolean done(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
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
        register.alone("idempotency-keys", () -> {
            for (int gone = config.batch(); gone == config.batch();) {
                gone = register.forgetKeys(config.idempotencyKeys(), config.batch());
                forgotten[0] += gone;
            }
        });
        return forgotten[0];
    }

    /** Wraps every data key anew that is wrapped with a retired key whose file still lies there. Nothing is sealed anew. */
    public void rewrap() {
        register.alone("rewrapping", () -> {
            var last = Optional.of(new UUID(0, 0));
            while (last.isPresent()) {
                last = register.rewrap(last.get(), config.batch());
            }
        });
    }
}
