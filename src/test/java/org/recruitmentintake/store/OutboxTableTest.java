package org.recruitmentintake.store;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Waiting.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.Resubmissions;
import org.recruitmentintake.eligibility.facts.Branch;

/** Two claims never hold one row, and a command of a claim that was taken over changes nothing. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OutboxTableTest")
class OutboxTableTest {

    private static final String ADDRESS = "recruitment.ground-forces";
    private static final String BRANCH = "GROUND_FORCES";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static OwnDatabase database;
    private static OutboxTable outbox;
    private static WaitingMessageTable waiting;

    @BeforeAll
    static void create() throws SQLException {
        database = new OwnDatabase();
        outbox = database.outbox();
        waiting = database.waitingMessages();
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.update("DELETE FROM outbox");
    }

    @Test
    void claimReturnsTheCommittedMessage() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1, 2, 3});
        var claimed = claimDue(UUID.randomUUID()).get(0);
        assertEquals(row.id(), claimed.id());
        assertEquals(row.application(), claimed.application());
        assertEquals(MessageKind.ACCEPTED, claimed.kind());
        assertEquals(BRANCH, claimed.branch());
        assertArrayEquals(new byte[] {1, 2, 3}, claimed.data());
        assertEquals(0, claimed.attempts());
        assertEquals("1", database.one("SELECT claims FROM outbox WHERE id = ?", row.id()));
    }

    @Test
    void twoClaimantsNeverHoldTheSameRow() throws Exception {
        var rows = 400;
        for (var i = 0; i < rows; i++) {
            database.accepted(ADDRESS, new byte[] {1});
        }
        var claimants = 4;
        var held = Collections.synchronizedList(new ArrayList<UUID>());
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(claimants);
        try {
            var all = new ArrayList<Callable<Void>>();
            for (var i = 0; i < claimants; i++) {
                all.add(() -> {
                    start.await();
                    for (var mine = claimDue(UUID.randomUUID()); !mine.isEmpty(); mine = claimDue(UUID.randomUUID())) {
                        mine.forEach(due -> held.add(due.id()));
                    }
                    return null;
                });
            }
            var running = all.stream().map(threads::submit).toList();
            start.countDown();
            for (var each : running) {
                each.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(rows, held.size());
        assertEquals(rows, new HashSet<>(held).size());
    }

    @Test
    void claimThatWasTakenOverSettlesNothing() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var frozen = UUID.randomUUID();
        assertEquals(1, outbox.claim(frozen, 10, Duration.ofMillis(50), List.of()).size());
        var second = UUID.randomUUID();
        await().until(() -> claimDue(second).size() == 1);

        assertEquals(List.of(), outbox.markSent(frozen, List.of(row.id())));
        outbox.postpone(frozen, row.id(), MINUTE, "amqp:decode-error");
        outbox.release(frozen, List.of(row.id()), MINUTE);
        assertFalse(outbox.markDead(frozen, row.id(), "amqp:decode-error"));
        assertEquals("PENDING 0 " + second,
                database.one("SELECT concat_ws(' ', state, attempts, claim, last_failure) FROM outbox"));
        assertEquals("ACCEPTED", state(row));
        assertEquals("0", database.one("SELECT count(*) FROM forwarded WHERE id = ?", row.id()));

        assertEquals(List.of(row.id()), outbox.markSent(second, List.of(row.id())));
        assertEquals("FORWARDED", state(row));
    }

    @Test
    void endedClaimSettlesUntilItIsTakenOver() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var slow = UUID.randomUUID();
        outbox.claim(slow, 10, Duration.ZERO, List.of());
        assertEquals(List.of(row.id()), outbox.markSent(slow, List.of(row.id())));
    }

    @Test
    void settledMessageForwardsItsCase() throws Exception {
        var rows = List.of(database.accepted(ADDRESS, new byte[] {1}), database.accepted(ADDRESS, new byte[] {2}));
        var claim = UUID.randomUUID();
        claimDue(claim);
        var ids = rows.stream().map(OwnDatabase.Row::id).toList();
        assertEquals(Set.copyOf(ids), Set.copyOf(outbox.markSent(claim, ids)));
        for (var row : rows) {
            assertEquals("FORWARDED 2 2", database.one(
                    "SELECT concat_ws(' ', state, version, journal_length) FROM application WHERE id = ?",
                    row.application()));
            assertEquals("ACCEPTED " + BRANCH,
                    database.one("SELECT concat_ws(' ', kind, branch) FROM forwarded WHERE id = ?", row.id()));
            assertEquals(List.of("SUBMITTED", "FORWARDED"),
                    database.list("SELECT action FROM journal WHERE application_id = ? ORDER BY seq",
                            row.application()));
            assertChainHolds(row.application());
        }
        assertEquals("0", database.one("SELECT count(*) FROM outbox"));
        assertEquals(List.of(), outbox.markSent(claim, ids), "a repeated command changes nothing");
    }

    @Test
    void withdrawnCaseIsNotForwarded() throws Exception {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        database.update("UPDATE application SET state = 'WITHDRAWN' WHERE id = ?",
                row.application());
        assertEquals(List.of(row.id()), outbox.markSent(claim, List.of(row.id())));
        assertEquals("WITHDRAWN 1 1", database.one(
                "SELECT concat_ws(' ', state, version, journal_length) FROM application WHERE id = ?",
                row.application()));
        assertChainHolds(row.application());
    }

    @Test
    void noticeOfAWithdrawalChangesNoState() throws SQLException {
        var application = database.accepted(ADDRESS, new byte[] {1}).application();
        database.update("DELETE FROM outbox");
        database.update("UPDATE application SET state = 'WITHDRAWN' WHERE id = ?", application);
        var notice = database.withdrawn(application, ADDRESS, new byte[] {2});
        var claim = UUID.randomUUID();
        assertEquals(MessageKind.WITHDRAWN, claimDue(claim).get(0).kind());
        assertEquals(List.of(notice.id()), outbox.markSent(claim, List.of(notice.id())));
        assertEquals("WITHDRAWN", state(notice));
    }

    @Test
    void acceptanceAndNoticeOfOneCaseAreSettledTogether() throws Exception {
        var accepted = database.accepted(ADDRESS, new byte[] {1});
        var notice = database.withdrawn(accepted.application(), ADDRESS, new byte[] {2});
        var claim = UUID.randomUUID();
        claimDue(claim);
        assertEquals(2, outbox.markSent(claim, List.of(accepted.id(), notice.id())).size());
        assertChainHolds(accepted.application());
    }

    @Test
    void relaysAndWithdrawalsDoNotDeadlock() throws Exception {
        var rows = new ArrayList<OwnDatabase.Row>();
        for (var i = 0; i < 60; i++) {
            rows.add(database.accepted(ADDRESS, new byte[] {1}));
        }
        var claim = UUID.randomUUID();
        outbox.claim(claim, 60, MINUTE, List.of());
        var ids = rows.stream().map(OwnDatabase.Row::id).toList();
        var threads = Executors.newFixedThreadPool(2);
        try {
            // Each withdrawal locks its case first and then the message, while one statement settles all messages.
            var withdrawing = threads.submit(() -> {
                var deleted = 0;
                for (var i = rows.size() - 1; i >= 0; i--) {
                    deleted += database.list("""
                            WITH ended AS (
                                UPDATE application SET state = 'WITHDRAWN' WHERE id = ? RETURNING id
                            )
                            DELETE FROM outbox o USING ended WHERE o.application_id = ended.id RETURNING o.id
                            """, rows.get(i).application()).size();
                }
                return deleted;
            });
            var settling = threads.submit(() -> outbox.markSent(claim, ids).size());
            assertEquals(60, settling.get(120, TimeUnit.SECONDS) + withdrawing.get(120, TimeUnit.SECONDS));
        } finally {
            threads.shutdownNow();
        }
        for (var row : rows) {
            assertChainHolds(row.application());
        }
    }

    @Test
    void postponedRowCountsAnAttemptAndWaits() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        outbox.postpone(claim, row.id(), MINUTE, "amqp:decode-error");
        assertEquals("PENDING 1 amqp:decode-error",
                database.one("SELECT concat_ws(' ', state, attempts, claim, last_failure) FROM outbox"));
        assertEquals(List.of(), claimDue(UUID.randomUUID()));
        var left = outbox.nextDue(List.of()).orElseThrow();
        assertTrue(left.compareTo(Duration.ofSeconds(50)) > 0 && left.compareTo(MINUTE) <= 0, left.toString());
    }

    @Test
    void releasedRowCountsNoAttempt() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        outbox.release(claim, List.of(row.id()), Duration.ZERO);
        var again = claimDue(UUID.randomUUID());
        assertEquals(0, again.get(0).attempts());
        // The message may have been sent nevertheless, so a withdrawal needs a notice.
        assertEquals("2", database.one("SELECT claims FROM outbox"));
    }

    /** The clock of a replica may be wrong by days, so the database's clock measures claims and pauses. */
    @ParameterizedTest
    @ValueSource(strings = {"P-3D", "P3D"})
    void dueTimesUseTheClockOfTheDatabase(String offset) throws SQLException {
        var wrong = new OutboxTable(database.app(), Clock.offset(Clock.systemUTC(), Duration.parse(offset)));
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        assertEquals(1, wrong.claim(claim, 1, Duration.ofSeconds(60), List.of()).size(), "due at once");
        assertDueIn(60);
        wrong.release(claim, List.of(row.id()), Duration.ofSeconds(30));
        assertDueIn(30);
        database.update("UPDATE outbox SET claim = ?", claim);
        wrong.postpone(claim, row.id(), Duration.ofSeconds(90), "amqp:decode-error");
        assertDueIn(90);
        database.update("UPDATE outbox SET claim = ?", claim);
        wrong.releaseUnconfirmed(claim, Duration.ofSeconds(100));
        assertDueIn(0);
        assertEquals(Optional.of(Duration.ZERO), wrong.nextDue(List.of()));
    }

    private static void assertDueIn(int seconds) throws SQLException {
        var left = Double.parseDouble(database.one("SELECT extract(epoch FROM due_at - now()) FROM outbox"));
        assertTrue(left <= seconds && left > seconds - 10, "due in %s s, not %d".formatted(left, seconds));
    }

    @Test
    void deadRowIsNotClaimed() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        outbox.markDead(claim, row.id(), "amqp:decode-error");
        assertEquals("DEAD 1 amqp:decode-error",
                database.one("SELECT concat_ws(' ', state, attempts, claim, last_failure) FROM outbox"));
        assertEquals(List.of(), claimDue(UUID.randomUUID()));
        assertEquals(Optional.empty(), outbox.nextDue(List.of()));
        assertEquals(List.of(), outbox.markSent(claim, List.of(row.id())));
    }

    @Test
    void messageOfAnUnwritableCaseIsDeadAndOthersAreSent() throws SQLException {
        var good = database.accepted(ADDRESS, new byte[] {1});
        var tampered = database.accepted(ADDRESS, new byte[] {2});
        var alsoGood = database.accepted(ADDRESS, new byte[] {3});
        tamper(tampered);
        var claim = UUID.randomUUID();
        claimDue(claim);
        assertEquals(Set.of(good.id(), alsoGood.id()),
                Set.copyOf(outbox.markSent(claim, List.of(good.id(), tampered.id(), alsoGood.id()))));
        assertEquals(tampered.id() + " DEAD sent-but-not-recorded",
                database.one("SELECT concat_ws(' ', id, state, last_failure) FROM outbox"));
    }

    @Test
    void lockedCaseDelaysNoOther() throws SQLException {
        var free = database.accepted(ADDRESS, new byte[] {1});
        var damaged = database.accepted(ADDRESS, new byte[] {3});
        tamper(damaged);
        var locked = database.accepted(ADDRESS, new byte[] {2});
        var claim = UUID.randomUUID();
        claimDue(claim);
        var ids = List.of(free.id(), damaged.id(), locked.id());
        try (var holder = database.app().getConnection();
                var lock = holder.prepareStatement("SELECT id FROM application WHERE id = ? FOR UPDATE")) {
            holder.setAutoCommit(false);
            lock.setObject(1, locked.application());
            lock.executeQuery();
            assertEquals(List.of(free.id()), outbox.markSent(claim, ids));
            holder.rollback();
        }
        assertEquals(locked.id() + " PENDING 0 " + claim,
                database.one("SELECT concat_ws(' ', id, state, attempts, claim) FROM outbox WHERE state = 'PENDING'"));
        assertEquals(damaged.id() + " sent-but-not-recorded",
                database.one("SELECT concat_ws(' ', id, last_failure) FROM outbox WHERE state = 'DEAD'"));
        assertEquals(List.of(locked.id()), outbox.markSent(claim, ids));
    }

    /**
     * The message of the locked case is sent again after its hold and the lock. The others are settled, released,
     * postponed or marked dead at once.
     */
    @Test
    void lockedRowDelaysNoOther() throws SQLException {
        var locked = database.accepted(ADDRESS, new byte[] {1});
        var others = List.of(database.accepted(ADDRESS, new byte[] {2}), database.accepted(ADDRESS, new byte[] {3}),
                database.accepted(ADDRESS, new byte[] {4}), database.accepted(ADDRESS, new byte[] {5}));
        var ids = Stream.concat(Stream.of(locked), others.stream()).map(OwnDatabase.Row::id).toList();
        var claim = UUID.randomUUID();
        claimDue(claim);
        var held = database.one("SELECT concat_ws(' ', claim, due_at) FROM outbox WHERE id = ?", locked.id());
        try (var holder = database.app().getConnection();
                var lock = holder.prepareStatement("SELECT id FROM outbox WHERE id = ? FOR UPDATE")) {
            holder.setAutoCommit(false);
            lock.setObject(1, locked.id());
            lock.executeQuery();
            assertEquals(List.of(ids.get(1)), outbox.markSent(claim, ids.subList(0, 2)));
            outbox.release(claim, List.of(locked.id(), ids.get(2)), Duration.ZERO);
            outbox.postpone(claim, ids.get(3), Duration.ZERO, "test");
            outbox.postpone(claim, locked.id(), Duration.ZERO, "test");
            assertFalse(outbox.markDead(claim, locked.id(), "test"));
            outbox.releaseUnconfirmed(claim, Duration.ofMinutes(5));
            holder.rollback();
        }
        assertEquals(held, database.one("SELECT concat_ws(' ', claim, due_at) FROM outbox WHERE claim IS NOT NULL"));
        assertEquals(Set.copyOf(ids.subList(2, 5)),
                outbox.claim(UUID.randomUUID(), 64, Duration.ofMinutes(1), Set.of()).stream().map(OutboxMessage::id)
                        .collect(toSet()));
        assertEquals(List.of(locked.id()), outbox.markSent(claim, List.of(locked.id())));
    }

    /** A claim selects all due rows. A cursor over the order of the rows would skip a row that is committed late. */
    @Test
    void oldMessageOfALateCommitIsClaimed() throws SQLException {
        try (var slow = database.app().getConnection()) {
            slow.setAutoCommit(false);
            var oldest = database.accepted(slow, UUID.randomUUID(), UUID.randomUUID(), ADDRESS, new byte[] {1});
            for (var i = 0; i < 1000; i++) {
                database.accepted(ADDRESS, new byte[] {2});
            }
            var sent = 0;
            for (var claim = UUID.randomUUID(); sent < 1000; claim = UUID.randomUUID()) {
                var ids = claimDue(claim).stream().map(OutboxMessage::id).toList();
                assertFalse(ids.isEmpty(), "the committed rows can be claimed");
                assertFalse(ids.contains(oldest.id()), "a row that is not committed is not claimed");
                sent += outbox.markSent(claim, ids).size();
            }
            assertEquals(Optional.empty(), outbox.nextDue(List.of()));
            slow.commit();
            assertEquals(Optional.of(Duration.ZERO), outbox.nextDue(List.of()));
            var last = UUID.randomUUID();
            assertEquals(List.of(oldest.id()), claimDue(last).stream().map(OutboxMessage::id).toList());
            assertEquals(List.of(oldest.id()), outbox.markSent(last, List.of(oldest.id())));
        }
    }

    @Test
    void releaseOfAClaimFreesItsRowsOnly() throws SQLException {
        var released = database.accepted(ADDRESS, new byte[] {1});
        var unconfirmed = UUID.randomUUID();
        claimDue(unconfirmed);
        var held = database.accepted(ADDRESS, new byte[] {2});
        var confirmed = UUID.randomUUID();
        assertEquals(List.of(held.id()), claimDue(confirmed).stream().map(OutboxMessage::id).toList());
        outbox.releaseUnconfirmed(unconfirmed, MINUTE);
        assertEquals(List.of(released.id()),
                claimDue(UUID.randomUUID()).stream().map(OutboxMessage::id).toList());
    }

    /** Takes the number of the next entry of the journal, so that the service cannot write this entry. */
    private void tamper(OwnDatabase.Row row) throws SQLException {
        database.update("""
                INSERT INTO journal (application_id, seq, at, client, actor, role, action, hash)
                VALUES (?, 2, now(), 'x', 'x', 'service', 'READ', sha256('x'))
                """, row.application());
    }

    @Test
    void deadRowIsResubmittedOnce() throws Exception {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        outbox.markDead(claim, row.id(), "amqp:decode-error");
        var entry = new JournalEntry(Instant.now(), "operations", "operator-1", "operator",
                JournalAction.RESUBMITTED, null);
        var threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> resubmit = () -> waiting.resubmit(row.id(), entry).isPresent();
            var done = 0;
            for (var each : threads.invokeAll(Collections.nCopies(8, resubmit))) {
                if (each.get()) done++;
            }
            assertEquals(1, done);
        } finally {
            threads.shutdownNow();
        }
        assertEquals("1",
                database.one("SELECT count(*) FROM journal WHERE application_id = ? AND action = 'RESUBMITTED'",
                        row.application()));
        assertChainHolds(row.application());
        assertEquals(0, claimDue(UUID.randomUUID()).get(0).attempts());
    }

    /** Clients see that the message of an acceptance is dead or sent again. They see nothing of a notice. */
    @Test
    void deadMessageAndItsResubmissionRaiseTheVersion() throws Exception {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var before = version(row);
        var claim = UUID.randomUUID();
        claimDue(claim);
        outbox.markDead(claim, row.id(), "amqp:decode-error");
        assertEquals(before + 1, version(row));
        outbox.markDead(claim, row.id(), "amqp:decode-error");
        assertEquals(before + 1, version(row));
        var entry = new JournalEntry(Instant.now(), "operations", "operator-1", "operator",
                JournalAction.RESUBMITTED, null);
        waiting.resubmit(row.id(), entry);
        assertEquals(before + 2, version(row));
        waiting.resubmit(row.id(), entry);
        assertEquals(before + 2, version(row));

        try (var owner = database.owner(); var statement = owner.createStatement()) {
            statement.execute("UPDATE outbox SET kind = 'WITHDRAWN'");
        }
        claimDue(claim);
        outbox.markDead(claim, row.id(), "amqp:decode-error");
        waiting.resubmit(row.id(), entry);
        assertEquals(before + 2, version(row));
    }

    @Test
    void deadRowsOfABranchAndACodeAreResubmittedTogether() throws Exception {
        var wanted = insertDead(3, ADDRESS, "amqp:decode-error");
        insertDead(1, ADDRESS, "unanswered");
        insertDead(1, "recruitment.national-guard", "amqp:decode-error");
        assertEquals(new Resubmissions(2, 1), resubmitAll(2));
        assertEquals(new Resubmissions(1, 0), resubmitAll(2));
        assertEquals(new Resubmissions(0, 0), resubmitAll(2));
        assertEquals(wanted.stream().map(OwnDatabase.Row::id).collect(toSet()),
                claimDue(UUID.randomUUID()).stream().map(OutboxMessage::id).collect(toSet()));
        for (var row : wanted) {
            assertEquals("failure=amqp:decode-error", database.one(
                    "SELECT detail FROM journal WHERE application_id = ? AND action = 'RESUBMITTED'",
                    row.application()));
            assertChainHolds(row.application());
        }
    }

    @Test
    void lockedCaseDelaysNoResubmissionOfOtherCases() throws Exception {
        var rows = insertDead(2, ADDRESS, "amqp:decode-error");
        try (var other = database.owner()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("SELECT 1 FROM application WHERE id = ? FOR UPDATE")) {
                lock.setObject(1, rows.get(0).application());
                lock.execute();
            }
            assertEquals(new Resubmissions(1, 1), resubmitAll(200));
            // A server ends the transaction of a closed connection later, and the lock with it.
            other.rollback();
        }
        assertEquals(new Resubmissions(1, 0), resubmitAll(200));
    }

    @Test
    void resubmissionOfTwoMessagesOfACaseIsOneEntry() throws Exception {
        var row = insertDead(1, ADDRESS, "amqp:decode-error").get(0);
        database.withdrawn(row.application(), ADDRESS, new byte[] {2});
        database.update("UPDATE outbox SET state = 'DEAD', last_failure = 'amqp:decode-error'");
        var before = version(row);
        assertEquals(new Resubmissions(2, 0), resubmitAll(200));
        assertEquals(before + 1, version(row));
        assertChainHolds(row.application());
    }

    private static List<OwnDatabase.Row> insertDead(int rows, String address, String failure) throws Exception {
        var dead = new ArrayList<OwnDatabase.Row>();
        for (var i = 0; i < rows; i++) {
            dead.add(database.accepted(address, new byte[] {1}));
            database.update("UPDATE outbox SET state = 'DEAD', attempts = 8, last_failure = ? WHERE id = ?", failure,
                    dead.get(i).id());
        }
        return dead;
    }

    private static Resubmissions resubmitAll(int limit) {
        return waiting.resubmitAll(Branch.GROUND_FORCES, "amqp:decode-error", limit, new JournalEntry(Instant.now(),
                "operations", "operator-1", "operator", JournalAction.RESUBMITTED, "failure=amqp:decode-error"));
    }

    private static int version(OwnDatabase.Row row) throws SQLException {
        return Integer.parseInt(database.one("SELECT version FROM application WHERE id = ?", row.application()));
    }

    @Test
    void backlogCountsPendingAndDeadMessages() throws SQLException {
        database.accepted(ADDRESS, new byte[] {1});
        database.accepted(ADDRESS, new byte[] {2});
        var claim = UUID.randomUUID();
        outbox.markDead(claim, claimDue(claim).get(0).id(), "amqp:decode-error");
        try (var owner = database.owner(); var statement = owner.createStatement()) {
            statement.execute("UPDATE outbox SET created_at = now() - interval '1 minute' WHERE state = 'PENDING'");
        }
        var backlog = outbox.backlog();
        assertEquals(1, backlog.pending());
        assertEquals(1, backlog.dead());
        assertTrue(backlog.oldest() >= 60 && backlog.oldest() < 120, backlog.toString());
    }

    @Test
    void closedAddressDelaysNoOther() throws SQLException {
        database.accepted("recruitment.national-guard", new byte[] {1});
        var open = database.accepted(ADDRESS, new byte[] {1});
        var closed = List.of("NATIONAL_GUARD");
        var taken = outbox.claim(UUID.randomUUID(), 10, MINUTE, closed);
        assertEquals(Set.of(open.id()), taken.stream().map(OutboxMessage::id).collect(toSet()));
        assertFalse(outbox.nextDue(closed).orElseThrow().isZero(), "only claimed rows are left");
        assertTrue(outbox.nextDue(List.of()).orElseThrow().isZero());
    }

    @Test
    void openTransactionHidesNoLaterRow() throws Exception {
        try (var open = database.app().getConnection(); var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("UPDATE application SET rule_set = rule_set WHERE false");
            statement.execute("SELECT txid_current()");
            var later = new HashSet<UUID>();
            for (var i = 0; i < 20; i++) {
                later.add(database.accepted(ADDRESS, new byte[] {1}).id());
            }
            assertEquals(later, claimDue(UUID.randomUUID()).stream().map(OutboxMessage::id).collect(toSet()));
            open.rollback();
        }
    }

    @Test
    void failureNamesTheSqlStateAndNoValue() throws SQLException {
        var row = database.accepted(ADDRESS, new byte[] {1});
        var claim = UUID.randomUUID();
        claimDue(claim);
        var failure = assertThrows(SqlFailure.class, () -> outbox.markDead(claim, row.id(), "Not A Code"));
        assertEquals("SQLSTATE 23514", failure.getMessage());
        var all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        assertFalse(all.toString().contains("Not A Code"), all.toString());
    }

    private static List<OutboxMessage> claimDue(UUID claim) { return outbox.claim(claim, 50, MINUTE, List.of()); }

    private static String state(OwnDatabase.Row row) throws SQLException {
        return database.one("SELECT state FROM application WHERE id = ?", row.application());
    }

    private static void assertChainHolds(UUID application) throws Exception {
        assertEquals(database.one("SELECT encode(journal_head, 'hex') FROM application WHERE id = ?", application),
                HexFormat.of().formatHex(database.journalHead(application)));
        assertEquals(database.one("SELECT journal_length FROM application WHERE id = ?", application),
                database.one("SELECT max(seq) FROM journal WHERE application_id = ?", application));
    }
}
