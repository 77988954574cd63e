package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Cases;
import org.recruitmentintake.application.model.Cursor;

/**
 * Two cases of one document, with the packaged service: if both pass at the same moment in two processes, only one is
 * handed over; and the response time does not reveal to a portal that there is another case.
 */
@Timeout(900)
class OtherCases {

    private static final int PAIRS = 200;
    private static final int DOCUMENTS = 30;
    private static final int REPEATS = Integer.getInteger("oracle.repeats", 21);
    /** The two-sided limit of a rank test, which chance exceeds in one of a thousand comparisons. */
    private static final double THRESHOLD = 3.29;
    private static final long INJECTED_NANOS = 300_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Installation installation;
    private static ServiceProcess first;
    private static ServiceProcess second;
    private static String centre;
    private static String portal;
    private static String otherPortal;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        installation = new Installation("other-cases");
        first = installation.service("first").start().awaitReady();
        second = installation.service("second").start().awaitReady();
        centre = installation.issuer.token(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                "GROUND_FORCES,TERRITORIAL_DEFENCE,NATIONAL_GUARD", "person", "officer-1"));
        portal = installation.issuer.token(Map.of("client", "portal-one", "role", "portal"));
        otherPortal = installation.issuer.token(Map.of("client", "portal-two", "role", "portal"));
    }

    @AfterAll
    static void stop() throws Exception {
        installation.close();
    }

    @Test
    void onlyOneCaseOfAPairIsHandedOver() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try {
            for (var pair = 0; pair < PAIRS; pair++) {
                var body = Cases.example("in-country").toString();
                var barrier = new CyclicBarrier(2);
                var states = new ArrayList<String>();
                for (var answer : threads.invokeAll(List.of(posting(first, body, barrier),
                        posting(second, body, barrier)))) {
                    states.add(answer.get());
                }
                assertEquals(new TreeSet<>(Set.of("ACCEPTED", "IN_REVIEW")), new TreeSet<>(states), "pair " + pair);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<String> posting(ServiceProcess service, String body, CyclicBarrier barrier) {
        return () -> {
            barrier.await();
            return state(post(service, centre, body));
        };
    }

    private enum Operation {
        POST, GET, LIST, PATCH, WITHDRAWAL
    }

    /** The other case of a document. In the last variant there is none, but each request is sent late. */
    private enum Elsewhere {
        HANDED_OVER, OPEN, NOTHING_BUT_DELAYED
    }

    @Test
    void timeOfAnAnswerRevealsNoOtherCase() throws Exception {
        var random = new Random(installation.draw(1_000_000));
        for (var i = 0; i < 200; i++) {
            requests(body(number()), number(), false);
        }
        var differences = new TreeMap<String, List<Double>>();
        for (var document = 0; document < DOCUMENTS; document++) {
            for (var elsewhere : Elsewhere.values()) {
                var there = number();
                prepare(elsewhere, there);
                var with = new EnumMap<Operation, List<Double>>(Operation.class);
                var without = new EnumMap<Operation, List<Double>>(Operation.class);
                for (var repeat = 0; repeat < REPEATS; repeat++) {
                    // In random order, so that drift of the machine favours neither.
                    var thereFirst = random.nextBoolean();
                    for (var isThere : List.of(thereFirst, !thereFirst)) {
                        var number = isThere ? there : number();
                        var times = requests(body(number), number,
                                isThere && elsewhere == Elsewhere.NOTHING_BUT_DELAYED);
                        times.forEach((operation, time) -> (isThere ? with : without)
                                .computeIfAbsent(operation, none -> new ArrayList<>()).add(time));
                    }
                }
                for (var operation : Operation.values()) {
                    differences.computeIfAbsent(elsewhere + " " + operation, none -> new ArrayList<>())
                            .add(median(with.get(operation)) - median(without.get(operation)));
                }
            }
        }
        var revealing = new ArrayList<String>();
        var undetected = new ArrayList<String>();
        differences.forEach((name, each) -> {
            var z = signedRank(each);
            System.out.printf("%-32s median difference %+.3f ms, z %+.2f%n", name, median(each), z);
            var differs = Math.abs(z) > THRESHOLD;
            if (name.startsWith("NOTHING") && !differs) undetected.add(name);
            if (!name.startsWith("NOTHING") && differs) revealing.add(name);
        });
        assertEquals(List.of(), undetected, "the measurement did not detect the injected delay of 0.3 ms");
        assertEquals(List.of(), revealing, "the time of an answer reveals another case");
    }

    private void prepare(Elsewhere elsewhere, String number) throws Exception {
        if (elsewhere == Elsewhere.HANDED_OVER) {
            var valid = Cases.example("in-country");
            ((ObjectNode) valid.at("/applicant/document")).put("number", number);
            assertEquals("ACCEPTED", state(post(second, centre, valid.toString())));
        } else if (elsewhere == Elsewhere.OPEN) {
            assertEquals("IN_PROGRESS", state(post(second, otherPortal, body(number))));
        }
    }

    /** One case from submission to withdrawal: the response times in milliseconds. */
    private Map<Operation, Double> requests(String body, String number, boolean delayed) throws Exception {
        var times = new EnumMap<Operation, Double>(Operation.class);
        var key = UUID.randomUUID().toString();
        var posted = timed(times, Operation.POST, delayed,
                request(first, portal, "/v1/applications").header("Content-Type", "application/json")
                        .header("Idempotency-Key", key).POST(BodyPublishers.ofString(body)));
        assertEquals(201, posted.statusCode(), posted.body());
        var path = "/v1/applications/" + JSON.readTree(posted.body()).get("id").asText();
        assertEquals(200, timed(times, Operation.GET, delayed, request(first, portal, path).GET()).statusCode());
        var before = Instant.parse(JSON.readTree(posted.body()).get("createdAt").asText()).minusNanos(1000);
        var cursor = new Cursor(before, new UUID(0, 0)).text();
        assertEquals(200, timed(times, Operation.LIST, delayed,
                request(first, centre, "/v1/applications?limit=1&cursor=" + cursor).GET()).statusCode());
        // To another number and back: the way back would cause a second look-up.
        amend(path, "\"1\"", number(), new EnumMap<>(Operation.class), false);
        amend(path, "\"2\"", number, times, delayed);
        assertEquals(200, timed(times, Operation.WITHDRAWAL, delayed,
                request(first, portal, path + "/withdrawal").POST(BodyPublishers.noBody())).statusCode());
        return times;
    }

    private void amend(String path, String tag, String number, Map<Operation, Double> times, boolean delayed)
            throws Exception {
        var patch = "{\"applicant\":{\"document\":{\"number\":\"" + number + "\"}}}";
        var answer = timed(times, Operation.PATCH, delayed,
                request(first, portal, path).header("Content-Type", "application/merge-patch+json")
                        .header("If-Match", tag).method("PATCH", BodyPublishers.ofString(patch)));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private HttpResponse<String> timed(Map<Operation, Double> times, Operation operation, boolean delayed,
            HttpRequest.Builder request) throws Exception {
        var built = request.build();
        var start = System.nanoTime();
        while (delayed && System.nanoTime() - start < INJECTED_NANOS) {
            Thread.onSpinWait();
        }
        var answer = http.send(built, BodyHandlers.ofString());
        times.put(operation, (System.nanoTime() - start) / 1e6);
        return answer;
    }

    private HttpResponse<String> post(ServiceProcess service, String token, String body) throws Exception {
        return http.send(request(service, token, "/v1/applications").header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString()).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ServiceProcess service, String token, String path) {
        return HttpRequest.newBuilder(URI.create(service.address() + path)).header("Authorization", "Bearer " + token);
    }

    private static String state(HttpResponse<String> answer) throws Exception {
        assertEquals(201, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).get("state").asText();
    }

    private static String body(String number) {
        var body = Cases.declared();
        ((ObjectNode) body.at("/applicant/document")).put("number", number);
        return body.toString();
    }

    private static String number() {
        return "T" + UUID.randomUUID().toString().substring(0, 18).toUpperCase();
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Wilcoxon's signed-rank test of paired differences, as the standard normal deviate. */
    private static double signedRank(List<Double> differences) {
        var byMagnitude = differences.stream().sorted(Comparator.comparingDouble(Math::abs)).toList();
        var sum = IntStream.range(0, byMagnitude.size()).mapToDouble(i -> Math.signum(byMagnitude.get(i)) * (i + 1))
                .sum();
        double n = byMagnitude.size();
        return sum / Math.sqrt(n * (n + 1) * (2 * n + 1) / 6);
    }

    /** The statistic must distinguish large, small and no differences. */
    @Test
    void rankTestDetectsADifference() {
        var sure = IntStream.rangeClosed(1, DOCUMENTS).mapToObj(i -> i * 0.01).toList();
        var none = IntStream.rangeClosed(1, DOCUMENTS).mapToObj(i -> i % 2 == 0 ? i * 0.01 : -i * 0.01).toList();
        assertTrue(signedRank(sure) > THRESHOLD);
        assertTrue(Math.abs(signedRank(none)) < THRESHOLD);
        assertEquals(2.0, median(Arrays.asList(3.0, 1.0, 2.0)));
    }
}
