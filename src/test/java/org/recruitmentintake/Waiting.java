package org.recruitmentintake;

import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for conditions, never for a time. The cap only ends a test that would wait for ever: it is far above what the
 * slowest machine needs, and no test passes because it is reached.
 */
public final class Waiting {

    private static final Duration CAP = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(CAP).pollInterval(iterative(Waiting::longer, FIRST_PAUSE));
    }

    /** Most conditions hold at once or soon. */
    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
