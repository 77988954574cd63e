package org.recruitmentintake;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for conditions, never for a time. The cap only ends a test that would wait for ever: it is far above what the
 * slowest machine needs, and no test passes because it is reached.
 */
public final class Waiting {

    private static final Duration CAP = Duration.ofMinutes(2);

    private Waiting() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(CAP);
    }
}
