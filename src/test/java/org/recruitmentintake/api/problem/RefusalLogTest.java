package org.recruitmentintake.api.problem;

import static java.util.Collections.frequency;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.security.CurrentClient;

/** The log lines of refused clients. */
class RefusalLogTest {

    private static final class OneClient extends CurrentClient {

        @Override
        public Optional<String> idForLog() { return Optional.of("somebody"); }
    }

    /** A flood of requests without a token must not hide the lines of a stolen token. */
    @Test
    void floodOfOneKindHidesNoLineOfAnother() {
        var lines = new CopyOnWriteArrayList<String>();
        var log = new Lines(lines);
        var logger = Logger.getLogger(RefusalLog.class.getName());
        logger.addHandler(log);
        try {
            var tally = new RefusalLog(new SimpleMeterRegistry(), new OneClient());
            for (var i = 0; i < 1_000; i++) {
                tally.add(new ProblemException(ProblemKind.MISSING_TOKEN));
            }
            tally.add(new ProblemException(ProblemKind.FORBIDDEN));
        } finally {
            logger.removeHandler(log);
        }
        var flood = frequency(lines, "Refused: missing-token, client somebody");
        assertTrue(flood > 0 && flood < 100, flood + " lines of the flood");
        assertTrue(lines.contains("Refused: forbidden, client somebody"), "the line of the other kind");
    }

    private static final class Lines extends Handler {

        private final List<String> lines;

        private Lines(List<String> lines) { this.lines = lines; }

        @Override
        public void publish(LogRecord line) { lines.add(ExtLogRecord.wrap(line).getFormattedMessage()); }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
