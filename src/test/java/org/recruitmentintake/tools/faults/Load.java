package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A recruiting centre that posts cases continuously and repeats each with its key until the answer is {@code 201}. All
 * are valid and need no further action, unless {@link #mixed()} was called.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** After this time a message has been sent, unless it is held back. */
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final String REFUSAL = """
            {"rulings": [{"condition": "medical-fitness", "ruling": "REFUSE", "reason": "CONDITION_NOT_MET"}]}""";

    /** A case that the load ends when it is due. */
    private record Ending(String application, Expected expected, Instant due) {}

    final String client;
    final Ledger ledger;
    private final Supplier<URI> where;
    private final String centre;
    private final String reviewer;
    private final String privacy;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger begun = new AtomicInteger();
    private final Queue<Ending> later = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3)).build();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile boolean mixed;
    private volatile Instant giveUp = Instant.MAX;
    private volatile Runnable beforeRepeat = () -> {};

    Load(Installation installation, String client, Supplier<URI> where) {
        this.client = client;
        this.where = where;
        ledger = new Ledger(installation.directory.resolve(client + ".ledger"));
        var issuer = installation.issuer;
        centre = issuer.token(Map.of("client", client, "role", "recruiting-centre", "branches", "GROUND_FORCES"));
        reviewer = issuer.token(Map.of("client", "review-desk", "role", "reviewer", "person", "reviewer-1"));
        privacy = issuer.token(Map.of("client", "dpo", "role", "privacy"));
    }

    Load limit(int cases) {
        limit = cases;
        return this;
    }

    /**
     * From now on some cases wait for evidence, some are refused, and some are withdrawn or erased after their
     * acceptance.
     */
    Load mixed() {
        mixed = true;
        return this;
    }

    Load beforeRepeat(Runnable work) {
        beforeRepeat = work;
        return this;
    }

    Load start(int clients) {
        for (var i = 0; i < clients; i++) {
            var thread = new Thread(this::post, "load");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    /** Stops new cases; pending ones are repeated until they are answered, for at most a minute. */
    void finish() throws InterruptedException {
        stopped.set(true);
        giveUp = Instant.now().plusSeconds(60);
        for (var thread : threads) {
            thread.join(90_000);
        }
    }

    /** Waits for the cases of {@link #limit(int)}. */
    void awaitAll() throws InterruptedException {
        giveUp = Instant.now().plusSeconds(180);
        for (var thread : threads) {
            thread.join(200_000);
        }
    }

    /** Waits until this many more cases are accepted, at most half a minute. */
    void awaitMore(int cases) throws InterruptedException {
        var wanted = ledger.accepted.size() + cases;
        for (var i = 0; i < 300 && ledger.accepted.size() < wanted; i++) {
            Thread.sleep(100);
        }
    }

    private void post() {
        for (int number; !stopped.get() && (number = begun.incrementAndGet()) <= limit;) {
            var expected = mixed ? Expected.mixed(number) : Expected.FORWARDED;
            var key = UUID.randomUUID().toString();
            var body = expected.body().toString();
            ledger.posting(key);
            var posted = repeated(times -> {
                if (times > 0) beforeRepeat.run();
                return once(key, expected, body) == 201;
            });
            if (posted) endCase(ledger.applicationOf(key), expected, number % 10 == 8);
            Optional.ofNullable(due()).ifPresent(this::endCase);
        }
        for (Ending left; (left = later.poll()) != null;) {
            endCase(left);
        }
    }

    /** Ends the case at once, when its message may be unclaimed or on its way, or later, when it has been sent. */
    private void endCase(String application, Expected expected, boolean afterAWhile) {
        if (expected == Expected.FORWARDED || expected == Expected.IN_PROGRESS) return;
        var ending = new Ending(application, expected, Instant.now().plus(LATER));
        if (afterAWhile) later.add(ending);
        else
            endCase(ending);
    }

    /** Repeats the request until it succeeds, as a client that may end the case. */
    private void endCase(Ending ending) {
        ledger.asking(ending.application, ending.expected);
        repeated(times -> ledger.ended(ending.application, ending.expected, answer(request(ending)), times > 0));
    }

    private synchronized Ending due() {
        var next = later.peek();
        return next != null && Instant.now().isAfter(next.due) ? later.poll() : null;
    }

    private boolean repeated(IntPredicate attempt) {
        for (var times = 0; Instant.now().isBefore(giveUp); times++) {
            if (attempt.test(times)) return true;
            sleep(Math.min(1000, 100L << Math.min(times, 4)));
        }
        return false;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Posts one valid case once. Returns the status, or 0 without an answer. */
    int once(String key, String body) {
        return once(key, Expected.FORWARDED, body);
    }

    private int once(String key, Expected expected, String body) {
        return ledger.posted(key, expected, answer(posting(key, body)));
    }

    /** The answer; null if there was none. */
    private HttpResponse<String> answer(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException broken) {
            return null;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Posts new cases at a fixed rate, each once, and waits for the answers.
     *
     * @param atMost how many may be unanswered at a time; further ones are not posted
     * @return how many were posted
     */
    int offer(double perSecond, Duration time, int atMost) throws InterruptedException {
        var unanswered = new Semaphore(atMost);
        var begin = System.nanoTime();
        var posted = 0;
        for (var turn = 0; System.nanoTime() - begin < time.toNanos(); turn++) {
            var due = begin + (long) (turn * 1e9 / perSecond);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            if (!unanswered.tryAcquire()) continue;
            var key = UUID.randomUUID().toString();
            ledger.posting(key);
            posted++;
            http.sendAsync(posting(key, Expected.FORWARDED.body().toString()), BodyHandlers.ofString())
                    .whenComplete((answer, broken) -> {
                        if (broken != null) ledger.broken(key, broken);
                        ledger.posted(key, Expected.FORWARDED, answer);
                        unanswered.release();
                    });
        }
        unanswered.tryAcquire(atMost, PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
        return posted;
    }

    private HttpRequest posting(String key, String body) {
        return request("", centre).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)).build();
    }

    private HttpRequest request(Ending ending) {
        var path = "/" + ending.application;
        return switch (ending.expected) {
            case WITHDRAWN -> request(path + "/withdrawal", centre).POST(BodyPublishers.noBody()).build();
            case ERASED -> request(path, privacy).DELETE().build();
            // No other client has changed it since it was posted.
            case REFUSED -> request(path + "/resolutions", reviewer).header("If-Match", "\"1\"")
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(REFUSAL)).build();
            default -> throw new IllegalArgumentException("no request leads to " + ending.expected);
        };
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(where.get().resolve("/v1/applications" + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        stopped.set(true);
        giveUp = Instant.EPOCH;
        ledger.close();
    }
}
