package org.recruitmentintake.tools.faults;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.TestInfo;
import org.recruitmentintake.tools.faults.Sink.Arrived;
import org.recruitmentintake.tools.faults.Sink.Subject;

/** Compares the ledger of answers, the database and all messages in the queue after a fault. */
final class Audit {

    /**
     * The result of a fault.
     *
     * @param test the name of the test, for {@code -Dit.test=}
     * @param rounds how often the fault was made
     * @param accepted answered with a {@code 201}, and valid
     * @param ended how many of these were withdrawn or erased, and answered so
     * @param heldBack answered with a {@code 201}, and not to be handed over: evidence is missing, or they were refused
     * @param lost answers that are not true: a case that is missing in the database or has another state than answered;
     *            a message that is neither in the queue nor in the outbox; an acceptance in the queue of a case that
     *            was withdrawn or erased, without a withdrawal notice
     * @param ghosts in the queue or the database without a {@code 201}, or twice for one key; any message of a case
     *            that was never accepted; a notice of a case that was not withdrawn
     * @param altered sent again under the same id with other bytes
     * @param duplicates messages beyond the first of each id
     * @param bound the most duplicates that the fault explains
     * @param waiting messages in the outbox that are still to be sent
     * @param dead messages in the outbox that are not sent again
     * @param recovery for the table
     */
    record Result(String fault, String test, int rounds, int accepted, int ended, int heldBack, int lost, int ghosts,
            int altered, int duplicates, int bound, int waiting, int dead, String recovery) {

        boolean isClean() { return lost == 0 && ghosts == 0 && altered == 0 && duplicates <= bound; }

        String row() {
            return "| %s | `%s` | %d | %d | %d | %d | %d | %d | %d of at most %d | %s |".formatted(fault, test, rounds,
                    accepted, ended, heldBack, lost, ghosts + altered, duplicates, bound, recovery);
        }
    }

    /** Seconds from the repair to the first accepted case, and to the first settled message; NaN if there was none. */
    record Recovery(double accepted, double settled) {

        private Recovery orSlower(Recovery other) {
            // NaN counts as the greater value.
            return new Recovery(Math.max(accepted, other.accepted), Math.max(settled, other.settled));
        }

        boolean isWithin(Duration bound) {
            return accepted <= bound.toSeconds() && settled <= bound.toSeconds();
        }

        @Override
        public String toString() { return String.format(Locale.ROOT, "%.1f s, %.1f s", accepted, settled); }
    }

    /**
     * The contents of database and queue, to be compared with the answers.
     *
     * @param states of all cases of the client in the database
     * @param sent the messages in the queue
     * @param onItsWay these, and the messages in the outbox, dead ones included
     */
    private record Found(Ledger ledger, Map<String, String> states, Set<Subject> sent, Set<Subject> onItsWay) {

        /** Whether the case is in the database, and ended as answered. */
        boolean isKept(String application) {
            var end = ledger.ended.get(application);
            return states.containsKey(application) && (end == null || end.name().equals(states.get(application)));
        }

        /**
         * Whether the message of the case is on its way. If the case was withdrawn or erased, its message may be
         * missing, but one that was sent must be followed by a notice.
         */
        boolean isHandedOver(String application) {
            if (!ENDED.contains(states.get(application))) return onItsWay.contains(Subject.accepted(application));
            return !sent.contains(Subject.accepted(application)) || onItsWay.contains(Subject.withdrawn(application));
        }

        /** Whether the case has given reason for this message. */
        boolean mayBeSent(Subject subject) {
            var application = subject.application();
            return ONCE_ACCEPTED.contains(states.getOrDefault(application, "none"))
                    && !ledger.heldBack.containsValue(application)
                    && (subject.equals(Subject.accepted(application)) || ledger.asked.containsKey(application));
        }
    }

    private static final Path RESULTS = Path.of("target", "faults", "results.md").toAbsolutePath();
    private static final Set<String> ENDED = Set.of("WITHDRAWN", "ERASED");
    private static final Set<String> ONCE_ACCEPTED = Set.of("ACCEPTED", "FORWARDED", "WITHDRAWN", "ERASED");

    private final Installation installation;
    private final Sink sink;
    private String test = "";

    Audit(Installation installation) {
        this.installation = installation;
        sink = new Sink(installation.broker);
    }

    /** Begins a test, to which the next results belong. */
    void begin(TestInfo info) {
        test = info.getTestClass().orElseThrow().getSimpleName() + "#" + info.getTestMethod().orElseThrow().getName();
        installation.begin(test);
    }

    /** Waits until the outbox holds only dead rows of this client. A later result counts the rows that are left. */
    void awaitDrained(String client, Duration atMost) throws Exception {
        var begin = System.nanoTime();
        while (count("""
                SELECT count(*) FROM outbox o JOIN application a ON a.id = o.application_id
                WHERE a.owner = ? AND o.state = 'PENDING'
                """, client) > 0 && System.nanoTime() - begin < atMost.toNanos()) {
            Thread.sleep(200);
        }
        System.out.printf("  %s: drained or given up after %.1f s%n", client, (System.nanoTime() - begin) / 1e9);
    }

    /** Compares, and writes the result into the table. */
    Result of(String fault, int rounds, int bound, String recovery, Load load) throws Exception {
        var result = find(fault, rounds, bound, recovery, load);
        write(result.row());
        return result;
    }

    /** Writes the result of a negative control that was detected. */
    void writeSeen(Result control, String how) throws IOException {
        write(control.row() + " " + how + " |");
    }

    private static void write(String row) throws IOException {
        Files.writeString(RESULTS, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Compares, and writes nothing into the table. */
    Result find(String fault, int rounds, int bound, String recovery, Load load) throws Exception {
        sink.drain();
        var ledger = load.ledger;
        var states = states("SELECT id::text, state FROM application WHERE owner = ?", load.client);
        var others = states("SELECT id::text, state FROM application WHERE owner <> ?", load.client).keySet();
        var waiting = inOutbox("PENDING", load.client);
        var dead = inOutbox("DEAD", load.client);
        var accepted = Set.copyOf(ledger.accepted.values());
        var heldBack = Set.copyOf(ledger.heldBack.values());

        var messages = sink.take(application -> !others.contains(application));
        var byId = messages.stream().collect(groupingBy(Arrived::id));
        var idsOf = messages.stream().collect(groupingBy(Arrived::subject, mapping(Arrived::id, toSet())));
        var onItsWay = new HashSet<>(idsOf.keySet());
        onItsWay.addAll(waiting);
        onItsWay.addAll(dead);
        var found = new Found(ledger, states, idsOf.keySet(), onItsWay);

        var lost = accepted.stream()
                .filter(application -> !found.isKept(application) || !found.isHandedOver(application))
                .count() + heldBack.stream().filter(application -> !found.isKept(application)).count();
        // A key without an answer may have one case or none; further cases without an answer are ghosts.
        var unanswered = states.keySet().stream()
                .filter(application -> !accepted.contains(application) && !heldBack.contains(application)).count();
        var ghosts = Math.max(0, unanswered - ledger.open.size()) + ledger.contradicted.size()
                + idsOf.keySet().stream().filter(subject -> !found.mayBeSent(subject)).count()
                + idsOf.values().stream().filter(ids -> ids.size() > 1).count();
        var altered = byId.values().stream()
                .filter(same -> same.stream().anyMatch(one -> !Arrays.equals(one.data(), same.get(0).data()))).count();
        var duplicates = byId.values().stream().mapToInt(same -> same.size() - 1).sum();
        var ended = accepted.stream().filter(ledger.ended::containsKey).toList();
        var result = new Result(fault, test, rounds, accepted.size(), ended.size(), heldBack.size(), (int) lost,
                (int) ghosts, (int) altered, duplicates, bound, waiting.size(), dead.size(), recovery);
        System.out.printf("%s%n  answers %s, open %d, waiting %d, dead %d%n", result.row(), ledger.answered(),
                ledger.open.size(), waiting.size(), dead.size());
        if (!ended.isEmpty()) {
            System.out.printf("  of %d withdrawn or erased %d had left, and %d were followed by a notice%n",
                    ended.size(),
                    ended.stream().filter(application -> idsOf.containsKey(Subject.accepted(application))).count(),
                    ended.stream().filter(application -> idsOf.containsKey(Subject.withdrawn(application))).count());
        }
        return result;
    }

    /** The slowest recovery of several repairs. */
    Recovery recovery(List<Instant> returns, Load load) throws SQLException {
        var recovery = new Recovery(0, 0);
        for (var since : returns) {
            recovery = recovery.orSlower(recovery(since, load));
        }
        return recovery;
    }

    Recovery recovery(Instant since, Load load) throws SQLException {
        double accepted = load.ledger.acceptedAt.stream().filter(at -> at.isAfter(since)).min(Instant::compareTo)
                .map(at -> Duration.between(since, at).toMillis() / 1000.0).orElse(Double.NaN);
        try (var connection = installation.sql(); var statement = connection.prepareStatement("""
                SELECT extract(epoch FROM min(forwarded_at) - ?) FROM forwarded WHERE forwarded_at > ?
                """)) {
            statement.setTimestamp(1, Timestamp.from(since));
            statement.setTimestamp(2, Timestamp.from(since));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Recovery(accepted, rows.getObject(1) == null ? Double.NaN : rows.getDouble(1));
            }
        }
    }

    /** Waits until a row is claimed with this hold while the broker does not answer. */
    void awaitWindowUnderWay(Duration hold) throws Exception {
        assertTrue(hasWindowUnderWay(hold), "no window is under way");
    }

    /** The same; false if there is none within ten seconds. */
    boolean hasWindowUnderWay(Duration hold) throws Exception {
        for (var i = 0; i < 200 && underWay(hold).isEmpty(); i++) {
            Thread.sleep(50);
        }
        return !underWay(hold).isEmpty();
    }

    /**
     * The ids of the messages that were claimed with this hold, at least a second ago, and are not settled. They were
     * sent: messages that only wait in memory are released sooner.
     */
    List<String> underWay(Duration hold) throws SQLException {
        return list("""
                SELECT id::text FROM outbox
                WHERE claim IS NOT NULL AND due_at BETWEEN now() AND now() + ? * interval '1 millisecond'
                """, hold.minusSeconds(1).toMillis());
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

    /** The first column of every row. */
    List<String> list(String sql, Object... parameters) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private Map<String, String> states(String sql, String client) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.prepareStatement(sql)) {
            statement.setString(1, client);
            var states = new HashMap<String, String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    states.put(rows.getString(1), rows.getString(2));
                }
            }
            return states;
        }
    }

    private Set<Subject> inOutbox(String state, String client) throws SQLException {
        try (var connection = installation.sql(); var statement = connection.prepareStatement("""
                SELECT o.kind, a.id::text FROM outbox o JOIN application a ON a.id = o.application_id
                WHERE o.state = ? AND a.owner = ?
                """)) {
            statement.setString(1, state);
            statement.setString(2, client);
            var subjects = new HashSet<Subject>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    subjects.add(new Subject(rows.getString(1), rows.getString(2)));
                }
            }
            return subjects;
        }
    }

    /** Begins a table in the file of results, with further columns at its end. */
    static void heading(String text, String... more) throws IOException {
        Files.createDirectories(RESULTS.getParent());
        var columns = "| fault | alone | rounds | accepted | of these withdrawn | held back | lost | ghosts | sent twice | recovery |"
                + Stream.of(more).map(column -> " " + column + " |").collect(joining());
        write("""

                %s, commit %s, seed %d

                %s
                %s""".formatted(text, Installation.COMMIT, Installation.SEED, columns,
                columns.replaceAll("[^|]+", "---")));
    }
}
