package org.recruitmentintake.tools.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.json.JsonObject;

/** The answers that a client got, written line by line before the client continues. */
final class Ledger implements AutoCloseable {

    /** How many answers had each status; 0 stands for no answer. */
    final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    /** By key: the application of its first {@code 201}, if it is to be handed over. */
    final Map<String, String> accepted = new ConcurrentHashMap<>();
    /** By key: the application of its first {@code 201}, if it is not to be handed over. */
    final Map<String, String> heldBack = new ConcurrentHashMap<>();
    /** Keys whose later {@code 201} named another application. */
    final Set<String> contradicted = ConcurrentHashMap.newKeySet();
    /** Keys that were posted and have no {@code 201}. */
    final Set<String> open = ConcurrentHashMap.newKeySet();
    /** By application: the requested end, with or without an answer. */
    final Map<String, Expected> asked = new ConcurrentHashMap<>();
    /** By application: the end that an answer has confirmed. */
    final Map<String, Expected> ended = new ConcurrentHashMap<>();
    final List<Instant> acceptedAt = Collections.synchronizedList(new ArrayList<>());
    /** How many answers 503 and 429 had no Retry-After. */
    final AtomicInteger withoutRetryAfter = new AtomicInteger();
    private final PrintWriter file;

    Ledger(Path path) {
        try {
            file = new PrintWriter(Files.newBufferedWriter(path), true);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    int count(int status) { return answers.getOrDefault(status, new AtomicInteger()).get(); }

    /** Requests that failed. */
    int failures() {
        return answers.entrySet().stream().filter(entry -> entry.getKey() / 100 != 2)
                .mapToInt(entry -> entry.getValue().get()).sum();
    }

    String answered() { return new TreeMap<>(answers).toString(); }

    /** The application in the answer to this key; null without an answer. */
    String applicationOf(String key) {
        return accepted.getOrDefault(key, heldBack.get(key));
    }

    void posting(String key) { open.add(key); }

    /** @param answer to a case that was posted; null if there was none */
    int posted(String key, Expected expected, HttpResponse<String> answer) {
        var status = status(answer);
        var application = status == 201 ? new JsonObject(answer.body()).getString("id") : null;
        file.println(Instant.now() + "\t" + key + "\t" + status + "\t" + application);
        counted(status, answer);
        if (application != null) {
            acceptedAt.add(Instant.now());
            var known = (expected.isAccepted() ? accepted : heldBack).putIfAbsent(key, application);
            if (known != null && !known.equals(application)) contradicted.add(key);
            open.remove(key);
        }
        return status;
    }

    void asking(String application, Expected expected) { asked.put(application, expected); }

    /**
     * @param answer null if there was none
     * @param again whether it was requested before: then the answer may be that the case has ended already
     * @return whether the case has ended
     */
    boolean ended(String application, Expected expected, HttpResponse<String> answer, boolean again) {
        var status = status(answer);
        file.println(Instant.now() + "\t" + application + "\t" + status + "\t" + expected);
        counted(status, answer);
        var done = switch (status) {
            case 200 -> new JsonObject(answer.body()).getString("state").equals(expected.name());
            case 204 -> expected == Expected.ERASED;
            case 404 -> again && expected == Expected.ERASED;
            case 409, 412 -> again && expected != Expected.ERASED;
            default -> false;
        };
        if (done) ended.put(application, expected);
        return done;
    }

    void broken(String key, Throwable why) { file.println(Instant.now() + "\t" + key + "\t" + why); }

    private static int status(HttpResponse<String> answer) { return answer == null ? 0 : answer.statusCode(); }

    private void counted(int status, HttpResponse<String> answer) {
        if ((status == 503 || status == 429) && answer.headers().firstValue("Retry-After").isEmpty()) {
            withoutRetryAfter.incrementAndGet();
        }
        answers.computeIfAbsent(status, none -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void close() { file.close(); }
}
