package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pause is drawn from twice the range of the one before, up to a maximum. */
class BackoffTest {

    private static final int DRAWS = 2000;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(1000), Duration.ofSeconds(600));

    @ParameterizedTest(name = "after {0} times: at most {1} ms")
    @CsvSource({"0, 1000", "1, 2000", "2, 4000", "9, 512000", "10, 600000", "40, 600000", "1000, 600000"})
    void pausesFillTheirRange(int times, long most) {
        var half = draws(PAUSES::equalJitter, times);
        assertTrue(half.getMin() >= most / 2 && half.getMax() <= most, half.toString());
        assertTrue(half.getMin() < most * 0.55 && half.getMax() > most * 0.95, half.toString());
        var any = draws(PAUSES::fullJitter, times);
        assertTrue(any.getMin() >= 0 && any.getMax() <= most, any.toString());
        assertTrue(any.getMin() < most * 0.05 && any.getMax() > most * 0.95, any.toString());
    }

    @Test
    void longestPauseLimitsTheFirstPause() {
        var even = new Backoff(Duration.ofSeconds(1), Duration.ofMillis(1));
        assertEquals(1, draws(even::fullJitter, 0).getMax());
        assertEquals(1, draws(even::equalJitter, 1000).getMax());
    }

    private static LongSummaryStatistics draws(IntFunction<Duration> pause, int times) {
        return IntStream.range(0, DRAWS).mapToLong(draw -> pause.apply(times).toMillis()).summaryStatistics();
    }
}
