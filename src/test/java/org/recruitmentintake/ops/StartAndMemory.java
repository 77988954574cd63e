package org.recruitmentintake.ops;

import java.io.IOException;
import java.net.ServerSocket;
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

import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;

/**
 * Measures the artefacts against each other, in turns and in one run: start to the first {@code 201}, resident memory at
 * rest and after a load of posts, size. Each is started three times on the same real parts.
 *
 * <p>{@code ./mvnw -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.recruitmentintake.ops.StartAndMemory -Dexec.args="target/quarkus-app/quarkus-run.jar target/…-runner"}
 */
public final class StartAndMemory {

    private static final int ROUNDS = 3;
    private static final int POSTS = 1_000;
    private static final int AT_ONCE = 8;
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private record Round(long toFirst201, long atRest, long underLoad, double postsASecond) {}

    private StartAndMemory() {}

    public static void main(String[] artefacts) throws Exception {
        System.setProperty("java.util.logging.manager", "java.util.logging.LogManager");
        var settings = new RealParts().start();
        var rounds = new ArrayList<List<Round>>();
        Arrays.stream(artefacts).forEach(artefact -> rounds.add(new ArrayList<>()));
        // In turns: what else the machine does meanwhile meets all of them.
        for (var round = 0; round < ROUNDS; round++) {
            for (var i = 0; i < artefacts.length; i++) {
                rounds.get(i).add(measured(artefacts[i], settings));
            }
        }
        System.out.println("| artefact | MB on disk | ms to the first 201 | MB at rest | MB under load | posts/s |");
        for (var i = 0; i < artefacts.length; i++) {
            var of = rounds.get(i);
            System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %d | %d |%n", artefacts[i], size(artefacts[i]) >> 20,
                    median(of, Round::toFirst201), median(of, Round::atRest) >> 10, median(of, Round::underLoad) >> 10,
                    median(of, round -> (long) round.postsASecond));
        }
        System.out.println(bytesACase(settings) + " bytes a case in the database, indexes included");
        System.exit(0);
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
        var port = freePort();
        var command = new ArrayList<>(artefact.endsWith(".jar") ? List.of("java", "-Xmx256m") : List.of());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-Dquarkus.profile=test", "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + freePort()));
        if (artefact.endsWith(".jar")) command.add("-jar");
        command.add(artefact.endsWith(".jar") ? command.size() : 0, artefact);
        var token = RealParts.token(Map.of("client", "centre-one", "role", "recruiting-centre", "branches",
                "GROUND_FORCES", "person", "officer-1"));
        var started = System.nanoTime();
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(Path.of("target", "start-and-memory.log").toFile()).start();
        try {
            while (!posted(port, token)) {
                if (!process.isAlive())
                    throw new IllegalStateException(artefact + " ended: target/start-and-memory.log");
                Thread.sleep(5);
            }
            var toFirst = Duration.ofNanos(System.nanoTime() - started).toMillis();
            Thread.sleep(3_000);
            var atRest = resident(process);
            var begun = System.nanoTime();
            load(port, token);
            var seconds = (System.nanoTime() - begun) / 1e9;
            return new Round(toFirst, atRest, resident(process), POSTS / seconds);
        } finally {
            process.destroy();
            if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    private static void load(int port, String token) throws InterruptedException {
        var left = new AtomicInteger(POSTS);
        var clients = Executors.newFixedThreadPool(AT_ONCE);
        for (var i = 0; i < AT_ONCE; i++) {
            clients.submit(() -> {
                while (left.getAndDecrement() > 0) {
                    if (!posted(port, token)) throw new IllegalStateException("a post failed");
                }
                return null;
            });
        }
        clients.shutdown();
        if (!clients.awaitTermination(5, TimeUnit.MINUTES) || left.get() > 0) {
            throw new IllegalStateException("the load did not pass");
        }
    }

    private static boolean posted(int port, String token) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/applications"))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(Cases.example("in-country").toString())).build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** KiB. */
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

    private static long median(List<Round> rounds, java.util.function.ToLongFunction<Round> of) {
        return rounds.stream().mapToLong(of).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
