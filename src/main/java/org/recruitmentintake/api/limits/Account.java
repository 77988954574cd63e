package org.recruitmentintake.api.limits;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.github.bucket4j.Bucket;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** The remaining rate and concurrency of one caller. */
record Account(Bucket bucket, Semaphore working, Semaphore arriving) {

    /** Bytes of an answer that count as one request more. */
    private static final int BYTES_OF_A_REQUEST = 64 * 1024;

    /** @throws ProblemException as too many requests */
    void take() {
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) throw tooMany(Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1);
    }

    static ProblemException tooMany(long seconds) {
        return new ProblemException(ProblemKind.TOO_MANY_REQUESTS).header("Retry-After", seconds);
    }

    /** Counts a large answer as several requests: an unread answer costs memory by its size. */
    void takeForAnswer(long bytes) {
        if (bytes >= BYTES_OF_A_REQUEST) bucket.consumeIgnoringRateLimits(bytes / BYTES_OF_A_REQUEST);
    }
}
