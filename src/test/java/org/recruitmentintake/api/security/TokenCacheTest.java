package org.recruitmentintake.api.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recruitmentintake.Waiting.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.problem.ProblemException;

/** How long a verified token stays in the cache, and how many tokens are verified at once. */
class TokenCacheTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = START;
    private Duration validity = Duration.ofHours(1);
    /** Each verification waits for it. */
    private CountDownLatch mayEnd = new CountDownLatch(0);
    private final TokenRefusals refusals = new TokenRefusals(new SimpleMeterRegistry());
    private final AtomicInteger verifications = new AtomicInteger();
    private final TokenCache tokens = new TokenCache(new Verifying(), refusals, new Clock() {

        @Override
        public ZoneId getZone() { return ZoneOffset.UTC; }

        @Override
        public Clock withZone(ZoneId zone) { return this; }

        @Override
        public Instant instant() { return now; }
    });

    @Test
    void tokenIsVerifiedOnceInFiveMinutes() throws Exception {
        var first = tokens.parse("a", null);
        now = START.plus(Duration.ofSeconds(299));
        assertSame(first, tokens.parse("a", null));
        assertEquals(1, verifications.get());
    }

    @Test
    void tokenIsVerifiedAgainAfterFiveMinutes() throws Exception {
        tokens.parse("a", null);
        now = START.plus(Duration.ofMinutes(5));
        tokens.parse("a", null);
        assertEquals(2, verifications.get());
    }

    @Test
    void expiredTokenIsNotTakenFromTheCache() throws Exception {
        validity = Duration.ofSeconds(20);
        tokens.parse("a", null);
        now = START.plusSeconds(20);
        tokens.parse("a", null);
        assertEquals(2, verifications.get(), "within the leeway the token is verified each time");
    }

    @Test
    void everyTokenIsVerified() throws Exception {
        tokens.parse("a", null);
        assertEquals("b", tokens.parse("b", null).getSubject());
        assertEquals("a", tokens.parse("a", null).getSubject());
        assertEquals(2, verifications.get());
    }

    @Test
    void refusedTokenIsVerifiedEachTime() {
        for (var i = 1; i <= 3; i++) {
            assertThrows(ParseException.class, () -> tokens.parse("bad", null));
            assertEquals(i, verifications.get());
        }
    }

    @Test
    void tokenBeforeTheLast1000IsForgotten() throws Exception {
        for (var i = 0; i <= 1000; i++) {
            tokens.parse("t" + i, null);
        }
        tokens.parse("t0", null);
        assertEquals(1002, verifications.get(), "the token that was unused for longest was removed");
    }

    /** An issuer that does not answer holds the thread of a verification for seconds. */
    @Test
    void verificationBeyondTwentyIsRefusedAtOnce() throws Exception {
        mayEnd = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(21);
        try {
            var waiting = new ArrayList<Future<JWTCallerPrincipal>>();
            for (var i = 0; i < 20; i++) {
                var token = "t" + i;
                waiting.add(threads.submit(() -> tokens.parse(token, null)));
            }
            await().until(() -> verifications.get() == 20);
            var oneMore = threads.submit(() -> tokens.parse("one more", null));
            var refused = assertThrows(ExecutionException.class, () -> oneMore.get(120, TimeUnit.SECONDS)).getCause();
            assertEquals(503, assertInstanceOf(ProblemException.class, refused).kind().status());
            mayEnd.countDown();
            for (var i = 0; i < 20; i++) {
                assertEquals("t" + i, waiting.get(i).get(120, TimeUnit.SECONDS).getSubject());
            }
            assertEquals("one more", tokens.parse("one more", null).getSubject());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Counts the verifications and refuses the token {@code bad}. TokensTest checks the real rules. */
    private final class Verifying extends JWTCallerPrincipalFactory {

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
            verifications.incrementAndGet();
            try {
                mayEnd.await();
            } catch (InterruptedException end) {
                throw new IllegalStateException(end);
            }
            if (token.equals("bad")) throw new ParseException("bad");
            var claims = new JwtClaims();
            claims.setSubject(token);
            claims.setExpirationTime(NumericDate.fromMilliseconds(now.plus(validity).toEpochMilli()));
            return new DefaultJWTCallerPrincipal(claims);
        }
    }
}
