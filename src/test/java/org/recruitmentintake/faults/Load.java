package org.recruitmentintake.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.vertx.core.json.JsonObject;
import org.recruitmentintake.Cases;

/**
 * A recruiting centre that posts valid cases without a pause, and repeats each under its key until it has a {@code 201}. What
 * it is answered goes into a ledger, line by line, before anything else is done with it.
 */
final class Load implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Answers by status; 0 is a broken connection or none. */
    final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    /** By key: the application that its first {@code 201} named. */
    final Map<String, String> accepted = new ConcurrentHashMap<>();
    /** Keys whose later {@code 201} named another application. */
    final Set<String> contradicted = ConcurrentHashMap.newKeySet();
    /** Keys that were posted and have no {@code 201}. */
    final Set<String> open = ConcurrentHashMap.newKeySet();
    final List<Instant> acceptedAt = java.util.Collections.synchronizedList(new ArrayList<>());
    /** Sheds that did not say when to come back. */
    final AtomicInteger withoutRetryAfter = new AtomicInteger();
    final String client;
    private final Supplier<URI> where;
    private final String token;
    private final PrintWriter ledger;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3)).build();
    private volatile int limit = Integer.MAX_VALUE;
    private volatile Instant giveUp = Instant.MAX;
    private volatile Runnable beforeRepeat = () -> {};

    Load(Installation installation, String client, Supplier<URI> where) {
        this.client = client;
        this.where = where;
        token = installation.issuer.token(Map.of("client", client, "role", "recruiting-centre", "branches",
                "GROUND_FORCES"));
        try {
            ledger = new PrintWriter(Files.newBufferedWriter(installation.directory.resolve(client + ".ledger")), true);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Load limit(int cases) {
        limit = cases;
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

    /** No new cases; those under way are repeated until they are answered, for a minute at most. */
    void finish() throws InterruptedException {
        stopped.set(true);
        giveUp = Instant.now().plusSeconds(60);
        for (var thread : threads) {
            thread.join(90_000);
        }
        ledger.flush();
    }

    /** Waits for the cases of {@link #limit(int)}. */
    void awaitAll() throws InterruptedException {
        giveUp = Instant.now().plusSeconds(180);
        for (var thread : threads) {
            thread.join(200_000);
        }
    }

    /** Waits until so many more are accepted, half a minute at most. */
    void awaitMore(int cases) throws InterruptedException {
        var wanted = accepted.size() + cases;
        for (var i = 0; i < 300 && accepted.size() < wanted; i++) {
            Thread.sleep(100);
        }
    }

    int count(int status) { return answers.getOrDefault(status, new AtomicInteger()).get(); }

    int failures() {
        return answers.entrySet().stream().filter(entry -> entry.getKey() != 201)
                .mapToInt(entry -> entry.getValue().get()).sum();
    }

    String answered() {
        return new TreeMap<>(answers).toString();
    }

    private void post() {
        while (!stopped.get() && begun.incrementAndGet() <= limit) {
            var key = UUID.randomUUID().toString();
            repeat(key, Cases.example("in-country").toString());
        }
    }

    /** Until there is a {@code 201}. */
    private void repeat(String key, String body) {
        open.add(key);
        for (var times = 0; Instant.now().isBefore(giveUp); times++) {
            if (times > 0) beforeRepeat.run();
            if (once(key, body) == 201) return;
            pause(times);
        }
    }

    private static void pause(int times) {
        try {
            Thread.sleep(Math.min(1000, 100L << Math.min(times, 4)));
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request; its status, or 0 if there was no answer. */
    int once(String key, String body) {
        try {
            return answered(key, http.send(request(key, body), BodyHandlers.ofString()));
        } catch (IOException broken) {
            return answered(key, null);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return answered(key, null);
        }
    }

    /**
     * Posts new cases at a rate that does not ask how the service bears it, and none of them again. Waits for the answers.
     *
     * @param atMost how many may be unanswered at a time; what would be more is not posted
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
            open.add(key);
            posted++;
            // A person of its own: the second case with the same document would wait for somebody to look at it.
            http.sendAsync(request(key, Cases.example("in-country").toString()), BodyHandlers.ofString())
                    .whenComplete((answer, broken) -> {
                        if (broken != null) ledger.println(Instant.now() + "\t" + key + "\t" + broken);
                        answered(key, answer);
                        unanswered.release();
                    });
        }
        unanswered.tryAcquire(atMost, PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
        return posted;
    }

    private HttpRequest request(String key, String body) {
        return HttpRequest.newBuilder(where.get().resolve("/v1/applications")).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)).build();
    }

    /** @param answer null if there was none */
    private int answered(String key, HttpResponse<String> answer) {
        var status = answer == null ? 0 : answer.statusCode();
        var application = status == 201 ? new JsonObject(answer.body()).getString("id") : null;
        if ((status == 503 || status == 429) && answer.headers().firstValue("Retry-After").isEmpty()) {
            withoutRetryAfter.incrementAndGet();
        }
        ledger.println(Instant.now() + "\t" + key + "\t" + status + "\t" + application);
        answers.computeIfAbsent(status, none -> new AtomicInteger()).incrementAndGet();
        if (application != null) {
            acceptedAt.add(Instant.now());
            var known = accepted.putIfAbsent(key, application);
            if (known != null && !known.equals(application)) contradicted.add(key);
            open.remove(key);
        }
        return status;
    }

    @Override
    public void close() {
        stopped.set(true);
        giveUp = Instant.EPOCH;
        ledger.close();
    }
}
