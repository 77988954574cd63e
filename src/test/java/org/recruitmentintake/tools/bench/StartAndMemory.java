package org.recruitmentintake.tools.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.ops.Manifests;
import org.recruitmentintake.tools.environment.Ports;

/**
 * Compares artefacts in turns, within one run, on the same real parts and with the given memory: time from the start to
 * the first {@code 201}, resident memory at rest and after so many requests, size on disk. Prints a table.
 *
 * <p>{@code ./mvnw -q test-compile exec:exec -Dexec.classpathScope=test -Dexec.executable=java -Dexec.args="-cp
 * %classpath org.recruitmentintake.tools.bench.StartAndMemory target/quarkus-app/quarkus-run.jar target/…-runner"};
 * optionally before {@code -cp}: {@code -Dmeasure.rounds=3 -Dmeasure.requests=10000,100000}.
 *
 * <p>Of twenty requests one posts an attested case, which the relay sends, one reads the last case, nine list the
 * conditions and nine are pre-checks.
 */
public final class StartAndMemory {

    private static final int ROUNDS = Integer.getInteger("measure.rounds", 3);
    /** After how many requests the memory is measured; each number includes the previous ones. */
    private static final int[] REQUESTS = Stream.of(System.getProperty("measure.requests", "10000,100000").split(","))
            .mapToInt(Integer::parseInt).toArray();
    private static final int AT_ONCE = 8;
    /** The most growth between the first and the last measurement that counts as none. */
    private static final double STEADY = 1.1;
    private static final String PRE_CHECK = """
            {"route": "IN_COUNTRY", "branch": "GROUND_FORCES", "rankCategory": "PRIVATE",
             "applicant": {"birthDate": "1990-05-17", "citizenships": ["CA"]}, "consents": {"dataProcessing": {"given": true, "at": "2026-01-15T09:00:00Z"}}}""";
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1)).build();

    private record Round(long toFirst201, long atRest, List<Long> after, double requestsASecond) {}

    private StartAndMemory() {}

    public static void main(String[] artefacts) throws Exception {
        System.setProperty("java.util.logging.manager", "java.util.logging.LogManager");
        var settings = new RealParts().start();
        var rounds = new ArrayList<List<Round>>();
        Arrays.stream(artefacts).forEach(artefact -> rounds.add(new ArrayList<>()));
        // In turns, so that other load of the machine affects all artefacts.
        for (var round = 0; round < ROUNDS; round++) {
            for (var i = 0; i < artefacts.length; i++) {
                rounds.get(i).add(measured(artefacts[i], settings));
                System.err.println(artefacts[i] + " " + rounds.get(i).get(round));
            }
        }
        var columns = IntStream.of(REQUESTS).mapToObj(count -> " MB after %,d |".formatted(count)).collect(joining());
        System.out.println(
                "| artefact | MB on disk | ms to the first 201 | MB at rest |" + columns + " grows | requests/s |");
        System.out.println("|---|" + "---|".repeat(5 + REQUESTS.length));
        for (var i = 0; i < artefacts.length; i++) {
            var of = rounds.get(i);
            var after = IntStream.range(0, REQUESTS.length)
                    .mapToLong(measurement -> median(of, round -> round.after.get(measurement))).toArray();
            var growth = (double) after[after.length - 1] / after[0];
            System.out.printf(Locale.ROOT, "| `%s` | %d | %d | %d |%s %s (%.2f) | %d |%n", options(artefacts[i]),
                    size(artefacts[i]) >> 20, median(of, Round::toFirst201), median(of, Round::atRest) >> 10,
                    LongStream.of(after).mapToObj(kib -> " " + (kib >> 10) + " |").collect(joining()),
                    growth > STEADY ? "yes" : "no", growth, median(of, round -> (long) round.requestsASecond));
        }
        System.out.println(bytesACase(settings) + " bytes a case in the database, indexes included");
        System.exit(0);
    }

    /** The command; the executable gets the memory settings of the Deployment. */
    private static String options(String artefact) {
        return artefact.endsWith(".jar") ? "java -Xmx256m -jar " + artefact
                : artefact + " " + Manifests.documents(Path.of("k8s/base")).stream()
                        .filter(document -> document.path("kind").asText().equals("Deployment")).findFirst()
                        .orElseThrow()
                        .at("/spec/template/spec/containers/0/args/0").asText();
    }

    private static long bytesACase(Map<String, String> settings) throws Exception {
        try (var database = DriverManager.getConnection(settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.flyway.username"), settings.get("quarkus.flyway.password"));
                var answer = database.createStatement().executeQuery("""
                        SELECT (pg_total_relation_size('application') + pg_total_relation_size('journal')
                            + pg_total_relation_size('idempotency') + pg_total_relation_size('forwarded'))
                            / (SELECT count(*) FROM application)
                        """)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static Round measured(String artefact, Map<String, String> settings) throws Exception {
        var port = Ports.free();
        var command = new ArrayList<>(List.of(options(artefact).split(" ")));
        var more = new ArrayList<String>();
        settings.forEach((name, value) -> more.add("-D" + name + "=" + value));
        // Without limits: one address and one client send all requests.
        more.addAll(List.of("-Dquarkus.profile=test", "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + Ports.free(), "-Dintake.limits.client.requests=100000000",
                "-Dintake.limits.person.requests=100000000",
                "-Dintake.limits.address.requests=100000000"));
        command.addAll(1, more);
        var load = new Load(port,
                RealParts.token(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                        "GROUND_FORCES", "person", "officer-1")),
                new AtomicInteger(), new AtomicReference<>());
        var started = System.nanoTime();
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", "start-and-memory.log").toFile()).start();
        try {
            while (!load.posted()) {
                if (!process.isAlive())
                    throw new IllegalStateException(artefact + " ended: target/start-and-memory.log");
                Thread.sleep(5);
            }
            var toFirst = Duration.ofNanos(System.nanoTime() - started).toMillis();
            Thread.sleep(3_000);
            var atRest = resident(process);
            var after = new ArrayList<Long>();
            var begun = System.nanoTime();
            for (var count : REQUESTS) {
                load.until(count);
                after.add(resident(process));
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            return new Round(toFirst, atRest, after, REQUESTS[REQUESTS.length - 1] / seconds);
        } finally {
            process.destroy();
            if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    private record Load(int port, String token, AtomicInteger asked, AtomicReference<String> latest) {

        void until(int count) throws InterruptedException {
            var failed = new AtomicReference<Exception>();
            var clients = Executors.newFixedThreadPool(AT_ONCE);
            for (var i = 0; i < AT_ONCE; i++) {
                clients.submit(() -> {
                    for (int number; failed.get() == null && (number = asked.getAndIncrement()) < count;) {
                        if (!ask(number)) failed.set(new IllegalStateException("request " + number + " failed"));
                    }
                });
            }
            clients.shutdown();
            if (!clients.awaitTermination(30, TimeUnit.MINUTES) || failed.get() != null) {
                throw new IllegalStateException("the load did not pass", failed.get());
            }
            asked.set(count);
        }

        private boolean ask(int number) {
            return switch (number % 20) {
                case 0 -> posted();
                case 1 -> sent(request(latest.get()).GET(), 200);
                case 2, 4, 6, 8, 10, 12, 14, 16, 18 -> sent(request("/v1/conditions").GET(), 200);
                default -> sent(request("/v1/eligibility-checks").POST(BodyPublishers.ofString(PRE_CHECK)), 200);
            };
        }

        boolean posted() {
            return sent(request("/v1/applications").header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.ofString(Cases.example("in-country").toString())), 201);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port).resolve(path))
                    .header("Content-Type", "application/json").header("Authorization", "Bearer " + token);
        }

        private boolean sent(HttpRequest.Builder request, int expected) {
            try {
                var answer = HTTP.send(request.build(), BodyHandlers.discarding());
                answer.headers().firstValue("Location").ifPresent(latest::set);
                return answer.statusCode() == expected;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** The resident memory, in KiB. */
    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow();
    }

    private static long size(String artefact) throws IOException {
        var file = Path.of(artefact);
        try (var files = Files.walk(artefact.endsWith(".jar") ? file.getParent() : file)) {
            return files.filter(Files::isRegularFile).mapToLong(one -> one.toFile().length()).sum();
        }
    }

    private static long median(List<Round> rounds, ToLongFunction<Round> of) {
        return rounds.stream().mapToLong(of).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }
}
