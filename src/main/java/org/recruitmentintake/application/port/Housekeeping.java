package org.recruitmentintake.application.port;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.State;

/** Queries and changes over all cases, for the periodic tasks. */
public interface Housekeeping {

    /** Ids of undecided cases that are due on that day, or were decided under another rule set. */
    List<UUID> findDue(LocalDate day, String ruleSet, int limit);

    /** Ids of cases in that state that have not changed since that moment, the longest unchanged first. */
    List<UUID> findIdle(State state, Instant before, int limit);

    /** Deletes idempotency keys of at least this age, by the database's clock, which dated them; returns how many. */
    int deleteIdempotencyKeys(Duration age, int limit);

    /**
     * Rewraps the data keys of the next cases that are wrapped with a retired key.
     *
     * @return the last of them, after which the next call continues; empty if there was none
     */
    Optional<UUID> rewrap(UUID after, int limit);

    /** Runs the task unless another replica runs it; returns whether it did. */
    boolean runExclusively(String task, Runnable work);
}
