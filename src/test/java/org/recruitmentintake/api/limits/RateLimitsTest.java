package org.recruitmentintake.api.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.api.LruMap;
import org.recruitmentintake.api.limits.RateLimitsConfig.Limit;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Role;

/** Which callers have an account, how accounts are refilled, and how many there are. */
class RateLimitsTest {

    private record LimitOf(int requests, Duration per, int atOnce) implements RateLimitsConfig.Limit {}

    private record Limits(Limit client, Limit person, Limit address, int remembered) implements RateLimitsConfig {}

    private static final RateLimitsConfig.Limit TWO_AN_HOUR = new LimitOf(2, Duration.ofHours(1), 10);

    /** A clock that the test sets. */
    private static final class SettableTime implements TimeMeter {

        private long nanos;

        void advance(Duration time) { nanos += time.toNanos(); }

        @Override
        public long currentTimeNanos() { return nanos; }

        @Override
        public boolean isWallClockBased() { return false; }
    }

    private final SettableTime time = new SettableTime();
    private final RateLimits limits = new RateLimits(
            new Limits(new LimitOf(5, Duration.ofHours(1), 4), new LimitOf(3, Duration.ofHours(1), 2), TWO_AN_HOUR,
                    100),
            time);

    @Test
    void usedUpAccountIsToldWhenToRetry() {
        limits.take("a");
        limits.take("a");
        var refused = assertThrows(ProblemException.class, () -> limits.take("a"));
        assertEquals(429, refused.kind().status());
        assertEquals("1801", refused.headers().get("Retry-After"), "one of two requests an hour");
        limits.take("b");
    }

    @Test
    void accountIsRefilledWithTime() {
        limits.take("a");
        limits.take("a");
        time.advance(Duration.ofMinutes(29));
        assertThrows(ProblemException.class, () -> limits.take("a"));
        time.advance(Duration.ofMinutes(1));
        limits.take("a");
        assertThrows(ProblemException.class, () -> limits.take("a"));
    }

    @Test
    void personCannotUseUpTheAccountOfTheClient() {
        for (var i = 0; i < 3; i++) {
            limits.take(clerk("one"));
        }
        for (var i = 0; i < 100; i++) {
            assertThrows(ProblemException.class, () -> limits.take(clerk("one")));
        }
        limits.take(clerk("other"));
        limits.take(clerk("other"));
        assertThrows(ProblemException.class, () -> limits.take(clerk("other")), "the client has five requests");
    }

    @Test
    void samePersonOfAnotherClientHasAnotherAccount() {
        for (var i = 0; i < 3; i++) {
            limits.take(clerk("one"));
        }
        limits.take(new Client("another", "one", Role.EMBASSY, Set.of(), Set.of()));
    }

    @Test
    void largeAnswerCountsAsSeveralRequests() {
        var account = limits.take("a").get(0);
        account.takeForAnswer(60 * 1024);
        account.takeForAnswer(200 * 1024);
        time.advance(Duration.ofMinutes(89));
        assertThrows(ProblemException.class, () -> limits.take("a"),
                "the large answer has used four of two requests an hour");
        time.advance(Duration.ofMinutes(2));
        limits.take("a");
    }

    /** Otherwise its account would make room for those of the other callers, and be full again. */
    @Test
    void frequentCallerIsNotForgotten() {
        limits.take("frequent");
        limits.take("frequent");
        for (int i = 0; i < 50_000; i++) {
            limits.take("address " + i);
            if (i % 50 == 0) assertThrows(ProblemException.class, () -> limits.take("frequent"));
        }
    }

    /** The memory is bounded, so a caller that was forgotten has a full account again. */
    @Test
    void callerBeforeTheLast100IsForgotten() {
        limits.take("old");
        limits.take("old");
        for (int i = 0; i < 99; i++) {
            limits.take("address " + i);
        }
        assertThrows(ProblemException.class, () -> limits.take("old"));
        for (int i = 0; i < 100; i++) {
            limits.take("other address " + i);
        }
        limits.take("old");
    }

    @Test
    void mapKeepsTheLastEntries() {
        var map = LruMap.<Integer, Integer>of(100);
        for (var i = 0; i < 1000; i++) {
            map.put(i, i);
        }
        assertEquals(IntStream.range(900, 1000).boxed().collect(Collectors.toSet()), map.keySet());
    }

    @ParameterizedTest
    @CsvSource({
            "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1",
            "2001:db8:1:2:3:4:5:6%eth0, 2001:db8:1:2::1",
            "192.0.2.1, 192.0.2.1"})
    void addressesOfOneNetworkShareAnAccount(String one, String other) {
        assertEquals(RateLimits.network(one), RateLimits.network(other));
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:1:2::1, 2001:db8:1:3::1", "192.0.2.1, 192.0.2.2"})
    void addressesOfTwoNetworksHaveTwoAccounts(String one, String other) {
        assertNotEquals(RateLimits.network(one), RateLimits.network(other));
    }

    private static Client clerk(String person) {
        return new Client("embassy-form", person, Role.EMBASSY, Set.of(), Set.of());
    }
}
