package org.recruitmentintake.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpClientOptions;
import io.vertx.amqp.AmqpReceiverOptions;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.TestInfo;

/**
 * Joins the ledger of what was answered, the database, and every message that lies in the queue when the fault is over.
 */
final class Audit {

    /** A message as it lay in the queue. */
    private record Arrived(String id, String application, byte[] data) {}

    /**
     * What came of a fault.
     *
     * @param lost answered with a {@code 201}, and not in the database, or neither in the queue nor parked nor waiting
     * @param ghosts in the queue or the database though nobody was told so, or twice for one key
     * @param altered sent again under the same id with other bytes
     * @param duplicates messages beyond the first of each id
     */
    record Result(String fault, String test, int rounds, int accepted, int lost, int ghosts, int altered,
            int duplicates, int bound,
            int waiting, int parked, String recovery) {

        boolean clean() { return lost == 0 && ghosts == 0 && altered == 0 && duplicates <= bound; }

        String row() {
            return "| %s | `%s` | %d | %d | %d | %d | %d of at most %d | %s |".formatted(fault, test, rounds, accepted,
                    lost,
                    ghosts + altered, duplicates, bound, recovery);
        }
    }

    private static final Path RESULTS = Path.of("target", "faults", "results.md").toAbsolutePath();
    private static final String ADDRESS = "recruitment.ground-forces";

    private final Installation installation;
    private final List<Arrived> sink = new ArrayList<>();
    private String test = "";

    Audit(Installation installation) {
        this.installation = installation;
    }

    /** What comes from now on belongs to this test: what {@code -Dit.test=} takes, to repeat it alone. */
    void begin(TestInfo info) {
        test = info.getTestClass().orElseThrow().getSimpleName() + "#" + info.getTestMethod().orElseThrow().getName();
    }

    /** Waits until nothing of this client waits in the outbox any more but dead rows. */
    void awaitDrained(String client, Duration atMost) throws Exception {
        var end = System.nanoTime() + atMost.toNanos();
        while (count("""
                SELECT count(*) FROM outbox o JOIN application a ON a.id = o.application_id
                WHERE a.owner = ? AND o.state = 'PENDING'
                """, client) > 0 && System.nanoTime() < end) {
            Thread.sleep(200);
        }
    }

    Result of(String fault, int rounds, int bound, String recovery, Load load) throws Exception {
        drain();
        var inDatabase = texts("SELECT id::text FROM application WHERE owner = ?", load.client);
        var waiting = texts("""
                SELECT a.id::text FROM outbox o JOIN application a ON a.id = o.application_id
                WHERE a.owner = ? AND o.state = 'PENDING'
                """, load.client);
        var parked = texts("""
                SELECT a.id::text FROM outbox o JOIN application a ON a.id = o.application_id
                WHERE a.owner = ? AND o.state = 'DEAD'
                """, load.client);
        var all = texts("SELECT id::text FROM application WHERE owner <> ?", "");
        var answered = Set.copyOf(load.accepted.values());

        var byId = new HashMap<String, List<Arrived>>();
        var idsOf = new HashMap<String, Set<String>>();
        for (var message : sink) {
            if (all.contains(message.application) && !inDatabase.contains(message.application)) continue;
            byId.computeIfAbsent(message.id, none -> new ArrayList<>()).add(message);
            idsOf.computeIfAbsent(message.application, none -> new HashSet<>()).add(message.id);
        }
        var lost = answered.stream().filter(application -> !inDatabase.contains(application)
                || !idsOf.containsKey(application) && !parked.contains(application) && !waiting.contains(application))
                .count();
        // Of a key that was never answered one case may be there or not.
        var unasked = inDatabase.stream().filter(application -> !answered.contains(application)).count();
        var ghosts = Math.max(0, unasked - load.open.size()) + load.contradicted.size()
                + idsOf.keySet().stream().filter(application -> !inDatabase.contains(application)).count()
                + idsOf.values().stream().filter(ids -> ids.size() > 1).count();
        var altered = byId.values().stream()
                .filter(same -> same.stream().anyMatch(one -> !Arrays.equals(one.data, same.get(0).data))).count();
        var duplicates = byId.values().stream().mapToInt(same -> same.size() - 1).sum();
        var result = new Result(fault, test, rounds, answered.size(), (int) lost, (int) ghosts, (int) altered,
                duplicates,
                bound, waiting.size(), parked.size(), recovery);
        sink.removeIf(message -> idsOf.containsKey(message.application));
        System.out.printf("%s%n  answers %s, open %d, waiting %d, parked %d%n", result.row(), load.answered(),
                load.open.size(), waiting.size(), parked.size());
        Files.writeString(RESULTS, result.row() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return result;
    }

    /** Seconds from that moment until a case was accepted, and until one was forwarded. */
    String recovery(Instant since, Load load) throws SQLException {
        double accepted = load.acceptedAt.stream().filter(at -> at.isAfter(since)).min(Instant::compareTo)
                .map(at -> Duration.between(since, at).toMillis() / 1000.0).orElse(Double.NaN);
        try (var connection = installation.sql(); var statement = connection.prepareStatement("""
                SELECT extract(epoch FROM min(forwarded_at) - ?) FROM forwarded WHERE forwarded_at > ?
                """)) {
            statement.setTimestamp(1, Timestamp.from(since));
            statement.setTimestamp(2, Timestamp.from(since));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return String.format(Locale.ROOT, "%.1f s, %.1f s", accepted,
                        rows.getObject(1) == null ? Double.NaN : rows.getDouble(1));
            }
        }
    }

    long count(String sql, String client) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.prepareStatement(sql)) {
            statement.setString(1, client);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private Set<String> texts(String sql, String client) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.prepareStatement(sql)) {
            statement.setString(1, client);
            var texts = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }
    }

    /** Takes everything out of the queue, until nothing came for two seconds. */
    private void drain() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var arrived = new CopyOnWriteArrayList<Arrived>();
            var client = AmqpClient.create(vertx,
                    new AmqpClientOptions().setHost("localhost").setPort(installation.broker.port));
            client.connect().compose(connection -> connection.createReceiver(ADDRESS,
                    new AmqpReceiverOptions().setAutoAcknowledgement(false)))
                    .onSuccess(receiver -> receiver.handler(message -> {
                        var attributes = message.applicationProperties();
                        arrived.add(new Arrived(attributes.getString("cloudEvents:id"),
                                attributes.getString("cloudEvents:subject"), message.bodyAsBinary().getBytes()));
                        message.accepted();
                    })).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            for (int before = -1; before != arrived.size();) {
                before = arrived.size();
                Thread.sleep(2000);
            }
            client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            sink.addAll(arrived);
        } finally {
            vertx.close();
        }
    }

    /** A heading in the file of results. */
    static void heading(String text) throws IOException {
        Files.createDirectories(RESULTS.getParent());
        Files.writeString(RESULTS,
                "\n%s, commit %s, seed %d\n\n".formatted(text, Installation.COMMIT, Installation.SEED)
                        + "| fault | alone | rounds | accepted | lost | ghosts | sent twice | recovery |\n"
                        + "|---|---|---|---|---|---|---|---|\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

}
