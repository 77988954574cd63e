package org.recruitmentintake.api.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Optional;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.LogLines;

/** The log lines of refused clients. */
class RefusalLogTest {

    /** A flood of requests without a token must not hide the lines of a stolen token. */
    @Test
    void floodOfOneKindHidesNoLineOfAnother() {
        var log = new RefusalLog(new SimpleMeterRegistry(), () -> Optional.of("client-1"));
        try (var lines = new LogLines(RefusalLog.class)) {
            for (var i = 0; i < 1_000; i++) {
                log.add(new ProblemException(ProblemKind.MISSING_TOKEN));
            }
            log.add(new ProblemException(ProblemKind.FORBIDDEN));
            var flood = Collections.frequency(lines.lines(), "INFO Refused: missing-token, client client-1");
            assertTrue(flood > 0 && flood < 100, flood + " lines of the flood");
            assertEquals(1, Collections.frequency(lines.lines(), "INFO Refused: forbidden, client client-1"));
        }
    }
}
