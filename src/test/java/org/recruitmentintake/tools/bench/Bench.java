package org.recruitmentintake.tools.bench;

import static java.util.Locale.ROOT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.recruitmentintake.tools.bench.Posts.Answered;

/**
 * The durable throughput of the service, as a share of that of PostgreSQL on the same machine in the same minute. All
 * measurements alternate, since the speed of shared machines changes within the hour: only the ratios are comparable.
 *
 * <p>{@code ./mvnw -q test-compile exec:exec@bench -Dbench.artefacts="jvm=target/quarkus-app/quarkus-run.jar
 * native=target/…-runner"}
 */
public final class Bench {

    private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
    private static final int PAIRS = Integer.getInteger("bench.pairs", 5);
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 40);
    private static final int MANY = 32;
    private static final String PEER = "peer";
    private static final String JAR_OF_PEER = System.getProperty("bench.peer", "");
    private static final Set<String> PARTS = Set.of(System.getProperty("bench.parts",
            "profile,throughput,latency,check,half,broker,relay,growth").split(","));

    private final BenchEnvironment environment;
    private final Yardstick yardstick;
    private final Report report;
    private final Map<String, BenchEnvironment.Service> variants = new LinkedHashMap<>();

    private Bench(Path directory, Report report) throws Exception {
        this.report = report;
        environment = new BenchEnvironment(directory);
        yardstick = new Yardstick(environment, directory);
    }

    /** @param artefacts name=path of a jar or an executable */
    public static void main(String[] artefacts) throws Exception {
        System.setProperty("java.util.logging.manager", "java.util.logging.LogManager");
        var directory = Files.createDirectories(
                Path.of("target", "bench", String.valueOf(ProcessHandle.current().pid())).toAbsolutePath());
        var report = new Report(directory);
        var bench = new Bench(directory, report);
        try {
            bench.run(artefacts);
        } finally {
            bench.environment.close();
            report.write();
        }
        System.exit(0);
    }

    private void run(String[] artefacts) throws Exception {
        for (var artefact : artefacts) {
            var parts = artefact.split("=", 2);
            var service = environment.service(parts[1], List.of());
            // Warms up the compiler: a service that has run for a while is measured.
            service.posts().closed(MANY, WARM_UP);
            environment.awaitDrained();
            service.freeze();
            variants.put(parts[0], service);
        }
        if (!JAR_OF_PEER.isEmpty()) {
            var peer = environment.peer(JAR_OF_PEER);
            peer.posts().closed(MANY, WARM_UP);
            environment.awaitDrained();
            peer.freeze();
            variants.put(PEER, peer);
        }
        report.line("%s, %s, %d processors, PostgreSQL %s, Java %s", LocalDate.now(), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(), environment.text("SHOW server_version"),
                System.getProperty("java.version"));
        if (PARTS.contains("profile")) profile(artefacts[0].split("=", 2)[1]);
        var most = new LinkedHashMap<String, Double>();
        if (PARTS.contains("throughput")) most.putAll(ratios(MANY, "throughput"));
        if (PARTS.contains("latency")) ratios(1, "latency");
        if (PARTS.contains("check")) checks();
        variants.remove(PEER);
        for (var variant : variants.entrySet()) {
            var name = variant.getKey();
            var service = variant.getValue();
            service.thaw();
            if (PARTS.contains("half")) {
                if (!most.containsKey(name)) most.put(name, service.posts().closed(MANY, SECONDS).perSecond());
                half(name, service, most.get(name) / 2);
            }
            if (PARTS.contains("broker")) broker(name, service);
            if (PARTS.contains("relay")) relay(name, service);
            if (PARTS.contains("growth")) growth(name, service);
            environment.awaitDrained();
            service.freeze();
        }
    }

    /** The shares of processor time, from samples of a warm JVM. */
    private void profile(String jar) throws Exception {
        if (!jar.endsWith(".jar")) return;
        var recording = Files.createTempFile("profile", ".jfr");
        try (var service = environment.service(jar, List.of("-XX:StartFlightRecording=settings=profile,delay="
                + (WARM_UP + 15) + "s,filename=" + recording))) {
            service.posts().closed(MANY, WARM_UP + 15);
            environment.awaitDrained();
            environment.empty();
            service.posts().closed(MANY, 4 * SECONDS);
            environment.awaitDrained();
        }
        report.heading("| of the service's processor time for an accepted application | % |");
        CpuProfile.of(recording).forEach((part, share) -> report.line("| %s | %.1f |", part, 100 * share));
        Files.delete(recording);
        environment.empty();
    }

    /** @return the median throughput of each, per second */
    private Map<String, Double> ratios(int clients, String what) throws Exception {
        report.heading("| variant | clients | R = posts / transactions of pgbench (median, range) | posts a second | "
                + "pgbench a second | mean latency, ms | of pgbench, ms | latency ratio (median, range) | p50, p99 ms | "
                + "ms of processor a post: service, PostgreSQL, broker, load |");
        var medians = new LinkedHashMap<String, Double>();
        var rounds = new LinkedHashMap<String, List<Pair>>();
        for (var round = 0; round < PAIRS; round++) {
            for (var variant : variants.entrySet()) {
                environment.empty();
                var rate = yardstick.run(clients, SECONDS);
                variant.getValue().thaw();
                variant.getValue().posts().closed(clients, 1);
                environment.awaitDrained();
                environment.empty();
                var before = Cpu.now(environment, variant.getValue());
                var answered = counted(variant.getValue(), variant.getValue().posts().closed(clients, SECONDS));
                // Includes the messages that are still to be sent.
                environment.awaitDrained();
                var cpu = Cpu.now(environment, variant.getValue()).since(before);
                rounds.computeIfAbsent(variant.getKey(), none -> new ArrayList<>())
                        .add(new Pair(rate, answered, cpu));
                variant.getValue().freeze();
            }
        }
        rounds.forEach((name, pairs) -> {
            var r = new Spread(
                    pairs.stream().mapToDouble(pair -> pair.answered.perSecond() / pair.yardstick.perSecond()));
            var slow = new Spread(
                    pairs.stream().mapToDouble(pair -> pair.answered.meanMillis() / pair.yardstick.meanMillis()));
            var posts = new Spread(pairs.stream().mapToDouble(pair -> pair.answered.perSecond()));
            report.line("| %s | %d | **%s** | %s | %s | %.2f | %.2f | %s | %.1f, %.1f | %s |", name, clients, r.text(3),
                    posts.text(0), new Spread(pairs.stream().mapToDouble(pair -> pair.yardstick.perSecond())).text(0),
                    median(pairs, pair -> pair.answered.meanMillis()),
                    median(pairs, pair -> pair.yardstick.meanMillis()),
                    slow.text(2), median(pairs, pair -> pair.answered.millis(0.5)),
                    median(pairs, pair -> pair.answered.millis(0.99)), Cpu.median(pairs.stream()
                            .map(pair -> pair.cpu.per(pair.answered.accepted())).toList()));
            medians.put(name, posts.median());
            report.plot(what, name, r);
        });
        comparePeer(what, rounds);
        return medians;
    }

    /** Pre-checks, which use neither database nor broker. */
    private void checks() throws Exception {
        report.heading("| variant | pre-checks a second | p50, p99 ms | ms of processor of the service |");
        var rounds = new LinkedHashMap<String, List<Pair>>();
        for (var round = 0; round < PAIRS; round++) {
            for (var variant : variants.entrySet()) {
                var service = variant.getValue();
                service.thaw();
                service.checks().closed(MANY, round == 0 ? WARM_UP / 2 : 1);
                var before = Cpu.now(environment, service);
                var answered = service.checks().closed(MANY, SECONDS);
                if (answered.other() > 0) throw new IllegalStateException(answered.other() + " other answers");
                rounds.computeIfAbsent(variant.getKey(), none -> new ArrayList<>())
                        .add(new Pair(null, answered, Cpu.now(environment, service).since(before)));
                service.freeze();
            }
        }
        rounds.forEach((name, pairs) -> report.line("| %s | %s | %.1f, %.1f | %.3f |", name,
                new Spread(pairs.stream().mapToDouble(pair -> pair.answered.perSecond())).text(0),
                median(pairs, pair -> pair.answered.millis(0.5)), median(pairs, pair -> pair.answered.millis(0.99)),
                median(pairs, pair -> pair.cpu.per(pair.answered.accepted())[0])));
        comparePeer("check", rounds);
    }

    /** Compares each variant with the peer of the same round. */
    private void comparePeer(String what, Map<String, List<Pair>> rounds) {
        var peer = rounds.remove(PEER);
        if (peer == null) return;
        rounds.forEach((name, pairs) -> {
            report.heading("| | variant | rate, of the peer's | processor of the service, of the peer's |");
            report.line("| %s | %s | **%s** | %s |", what, name,
                    new Spread(IntStream.range(0, pairs.size()).mapToDouble(
                            i -> pairs.get(i).answered.perSecond() / peer.get(i).answered.perSecond())).text(2),
                    new Spread(IntStream.range(0, pairs.size()).mapToDouble(
                            i -> pairs.get(i).perRequest() / peer.get(i).perRequest())).text(2));
        });
    }

    /** One round of a variant. */
    private record Pair(Yardstick.Rate yardstick, Answered answered, Cpu cpu) {

        double perRequest() { return cpu.per(answered.accepted())[0]; }
    }

    /** A run counts only if every {@code 201} has a row, and every row an answer. */
    private Answered counted(BenchEnvironment.Service service, Answered answered) throws Exception {
        var rows = service.cases();
        if (rows != answered.accepted() || answered.other() > 0) {
            throw new IllegalStateException(rows + " rows for " + answered.accepted() + " times 201, and "
                    + answered.other() + " other answers");
        }
        return answered;
    }

    /** The times of requests, and of messages until they are settled, at half of the highest throughput. */
    private void half(String name, BenchEnvironment.Service service, double perSecond) throws Exception {
        report.heading(
                "| variant | posts a second, half of its most | p50 | p99 | p99 / p50 | from `201` to settled: p50 | p99 |");
        var all = new ArrayList<double[]>();
        for (var round = 0; round < PAIRS; round++) {
            environment.awaitDrained();
            environment.empty();
            var answered = counted(service, service.posts().paced(MANY, perSecond, SECONDS));
            environment.awaitDrained();
            // The row of the key has the time of the submission's statement, the sent row that of the settlement's.
            var settled = "SELECT 1000 * percentile_cont(%s) WITHIN GROUP (ORDER BY extract(epoch FROM f.forwarded_at"
                    + " - i.created_at)) FROM forwarded f JOIN idempotency i USING (application_id)";
            all.add(new double[] {answered.millis(0.5), answered.millis(0.99),
                    answered.millis(0.99) / answered.millis(0.5), environment.number(settled.formatted("0.5")),
                    environment.number(settled.formatted("0.99"))});
        }
        report.line("| %s | %.0f | %s | %s | **%s** | %s | **%s** |", name, perSecond, spread(all, 0), spread(all, 1),
                spread(all, 2), spread(all, 3), spread(all, 4));
    }

    /** The throughput with and without the broker, in turns. */
    private void broker(String name, BenchEnvironment.Service service) throws Exception {
        report.heading("| variant | posts a second with the broker | without | without / with |");
        var all = new ArrayList<double[]>();
        for (var round = 0; round < PAIRS; round++) {
            environment.awaitDrained();
            environment.empty();
            var with = counted(service, service.posts().closed(MANY, SECONDS)).perSecond();
            environment.awaitDrained();
            environment.empty();
            environment.broker.kill();
            var without = counted(service, service.posts().closed(MANY, SECONDS)).perSecond();
            environment.broker.start();
            environment.startConsumer();
            all.add(new double[] {with, without, without / with});
        }
        environment.awaitDrained();
        report.line("| %s | %s | %s | **%s** |", name, spread(all, 0), spread(all, 1), spread(all, 2));
    }

    /** The rate at which a backlog is sent, compared with a producer that only sends messages of that number and size. */
    private void relay(String name, BenchEnvironment.Service service) throws Exception {
        report.heading("| variant | messages a second, relay | plain producer | relay / producer |");
        var all = new ArrayList<double[]>();
        for (var round = 0; round < PAIRS; round++) {
            environment.awaitDrained();
            environment.empty();
            environment.broker.kill();
            service.posts().closed(MANY, SECONDS);
            var messages = (int) environment.count("SELECT count(*) FROM outbox");
            var bytes = (int) environment.number("SELECT avg(length(data)) FROM outbox");
            environment.broker.start();
            environment.startConsumer();
            var plain = Producer.perSecond(environment.broker.port, messages, bytes, 64);
            environment.awaitDrained();
            var relay = environment
                    .number("SELECT (count(*) - 1) / extract(epoch FROM max(forwarded_at) - min(forwarded_at)) "
                            + "FROM forwarded");
            all.add(new double[] {relay, plain, relay / plain});
        }
        report.line("| %s | %s | %s | **%s** |", name, spread(all, 0), spread(all, 1), spread(all, 2));
    }

    /** The throughput with few and with many stored cases. */
    private void growth(String name, BenchEnvironment.Service service) throws Exception {
        report.heading("| variant | cases stored before | posts a second | p50 | p99 |");
        environment.awaitDrained();
        environment.empty();
        for (var stored : new int[] {10_000, Integer.getInteger("bench.stored", 1_000_000)}) {
            Stored.fill(environment, stored);
            var all = new ArrayList<double[]>();
            for (var round = 0; round < PAIRS; round++) {
                environment.checkpoint();
                var answered = service.posts().closed(MANY, SECONDS);
                all.add(new double[] {answered.perSecond(), answered.millis(0.5), answered.millis(0.99)});
                environment.awaitDrained();
            }
            report.line("| %s | %,d | %s | %s | %s |", name, stored, spread(all, 0), spread(all, 1), spread(all, 2));
        }
        environment.empty();
    }

    private static String spread(List<double[]> all, int column) {
        return new Spread(all.stream().mapToDouble(row -> row[column])).text(all.get(0)[column] < 10 ? 2 : 0);
    }

    private static double median(List<Pair> pairs, ToDoubleFunction<Pair> of) {
        return new Spread(pairs.stream().mapToDouble(of)).median();
    }

    /** The median of several rounds, and their spread. */
    record Spread(double[] sorted) {

        Spread(DoubleStream all) {
            this(all.sorted().toArray());
        }

        double median() { return sorted[sorted.length / 2]; }

        String text(int digits) {
            var format = "%." + digits + "f";
            return String.format(ROOT, format + " (" + format + "-" + format + ")", median(), sorted[0],
                    sorted[sorted.length - 1]);
        }
    }
}
