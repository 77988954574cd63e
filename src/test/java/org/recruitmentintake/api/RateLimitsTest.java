package org.recruitmentintake.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.api.RateLimits.Config.Limit;

/** Buckets: who counts as one, how they fill, how many there are. */
class RateLimitsTest {

    private record Every(int requests, Duration per, int atOnce) implements Limit {}

    private static final Limit TWO_AN_HOUR = new Every(2, Duration.ofHours(1), 10);

    @Test
    void whoFindsTheBucketEmptyIsToldWhenToComeBack() {
        Map<String, RateLimits.Account> accounts = RateLimits.remembering(10);
        RateLimits.take(accounts, TWO_AN_HOUR, "a");
        RateLimits.take(accounts, TWO_AN_HOUR, "a");
        var refused = assertThrows(Refused.class, () -> RateLimits.take(accounts, TWO_AN_HOUR, "a"));
        assertEquals(429, refused.kind().status());
        var seconds = Integer.parseInt(refused.headers().get("Retry-After"));
        assertTrue(seconds > 1700 && seconds <= 1801, seconds + " s for one of two an hour");
        RateLimits.take(accounts, TWO_AN_HOUR, "b");
    }

    @Test
    void aBucketFillsAgain() throws Exception {
        Map<String, RateLimits.Account> accounts = RateLimits.remembering(10);
        var quick = new Every(1, Duration.ofMillis(200), 10);
        RateLimits.take(accounts, quick, "a");
        assertThrows(Refused.class, () -> RateLimits.take(accounts, quick, "a"));
        Thread.sleep(500);
        RateLimits.take(accounts, quick, "a");
    }

    /** However many come, no more are remembered; who comes again and again is not forgotten for the others' sake. */
    @Test
    void theMemoryIsBounded() {
        Map<String, RateLimits.Account> accounts = RateLimits.remembering(100);
        RateLimits.take(accounts, TWO_AN_HOUR, "greedy");
        RateLimits.take(accounts, TWO_AN_HOUR, "greedy");
        for (int i = 0; i < 50_000; i++) {
            RateLimits.take(accounts, TWO_AN_HOUR, "address " + i);
            if (i % 50 == 0) assertThrows(Refused.class, () -> RateLimits.take(accounts, TWO_AN_HOUR, "greedy"));
        }
        assertEquals(100, accounts.size());
    }

    @ParameterizedTest
    @CsvSource({
            "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::1, true",
            "2001:db8:1:2:3:4:5:6%eth0, 2001:db8:1:2::1, true",
            "2001:db8:1:2::1, 2001:db8:1:3::1, false",
            "192.0.2.1, 192.0.2.1, true",
            "192.0.2.1, 192.0.2.2, false"})
    void ofIpv6TheNetworkCounts(String one, String other, boolean same) {
        if (same) {
            assertEquals(RateLimits.network(one), RateLimits.network(other));
        } else {
            assertNotEquals(RateLimits.network(one), RateLimits.network(other));
        }
    }
}
