package org.recruitmentintake.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.recruitmentintake.Waiting;

/** Which rows share a statement, and how a failed row affects the others. */
@Timeout(120)
class GroupCommitTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(50);
    private final ConcurrentLinkedQueue<List<String>> written = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void singleRowIsWrittenAtOnce() throws Exception {
        var commits = new GroupCommit<String, String>(1, 8, this::write);
        assertEquals("a written", commits.commit("a"));
        assertEquals("b written", commits.commit("b"));
        assertEquals(List.of(List.of("a"), List.of("b")), List.copyOf(written));
    }

    @Test
    void waitingRowsAreWrittenTogetherInOrder() throws Exception {
        var latch = new CountDownLatch(1);
        var commits = waiting(latch, 1, 8);
        var answers = queued(commits, 7);
        latch.countDown();
        for (var i = 0; i < 7; i++) {
            assertEquals(i + " written", answers.get(i).get());
        }
        assertEquals(List.of(List.of("0"), List.of("1", "2", "3", "4", "5", "6")), List.copyOf(written));
    }

    @Test
    void groupHasABoundedSize() throws Exception {
        var latch = new CountDownLatch(1);
        var commits = waiting(latch, 1, 3);
        var answers = queued(commits, 8);
        latch.countDown();
        for (var answer : answers) {
            answer.get();
        }
        assertEquals(List.of(1, 3, 3, 1), written.stream().map(List::size).toList());
    }

    @Test
    void permitsBoundTheRunningStatements() throws Exception {
        var latch = new CountDownLatch(1);
        var running = new AtomicInteger();
        var maxRunning = new AtomicInteger();
        var commits = new GroupCommit<String, String>(2, 8, rows -> {
            maxRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(latch);
            running.decrementAndGet();
            return write(rows);
        });
        var answers = queued(commits, 5);
        assertEquals(2, running.get());
        latch.countDown();
        for (var answer : answers) {
            answer.get();
        }
        assertEquals(2, maxRunning.get());
    }

    @Test
    void rowThatFailsDoesNotFailTheOthers() throws Exception {
        var latch = new CountDownLatch(1);
        var commits = new GroupCommit<String, String>(1, 8, rows -> {
            await(latch);
            if (rows.contains("3")) throw failure("23505");
            return write(rows);
        });
        var answers = queued(commits, 6);
        latch.countDown();
        for (var i = 0; i < 6; i++) {
            var answer = answers.get(i);
            if (i != 3) assertEquals(i + " written", answer.get());
            else
                assertEquals("23505", assertInstanceOf(SqlFailure.class,
                        assertThrows(ExecutionException.class, answer::get).getCause()).state());
        }
    }

    @Test
    void groupFailsAfterOneStatementWithoutADatabase() throws Exception {
        var latch = new CountDownLatch(1);
        var statements = new AtomicInteger();
        var commits = new GroupCommit<String, String>(1, 8, rows -> {
            await(latch);
            statements.incrementAndGet();
            throw failure("08006");
        });
        var answers = queued(commits, 6);
        latch.countDown();
        for (var answer : answers) {
            assertInstanceOf(SqlFailure.class, assertThrows(ExecutionException.class, answer::get).getCause());
        }
        assertEquals(2, statements.get(), "one of the first row, one of the five rows that waited");
    }

    @Test
    void failedLeaderReleasesItsPermit() throws Exception {
        var commits = new GroupCommit<String, String>(1, 8, rows -> {
            if (rows.contains("bug")) throw new IllegalStateException("a bug");
            return write(rows);
        });
        assertThrows(IllegalStateException.class, () -> commits.commit("bug"));
        assertEquals("a written", commits.commit("a"));
    }

    @Test
    void everyCallerGetsItsOwnAnswer() throws Exception {
        var random = new Random(1);
        var latch = new CountDownLatch(1);
        var commits = new GroupCommit<String, String>(2, 8, rows -> {
            await(latch);
            boolean fails;
            synchronized (random) {
                fails = random.nextInt(10) == 0;
            }
            if (fails) throw failure("55P03");
            return write(rows);
        });
        // These rows wait for the latch, so that some rows share a statement in any case.
        queued(commits, 40);
        var answers = new ArrayList<Future<Integer>>();
        for (var thread = 0; thread < 50; thread++) {
            var name = thread + "-";
            answers.add(threads.submit(() -> {
                var correct = 0;
                for (var i = 0; i < 200; i++) {
                    try {
                        if (commits.commit(name + i).equals(name + i + " written")) correct++;
                    } catch (SqlFailure expected) {
                        correct++;
                    }
                }
                return correct;
            }));
        }
        latch.countDown();
        for (var answer : answers) {
            assertEquals(200, answer.get(120, TimeUnit.SECONDS));
        }
        assertTrue(written.stream().anyMatch(rows -> rows.size() > 1), "some were written together");
    }

    /** Commits rows in this order. The first ones have the permits and wait for the latch; the others are queued. */
    private List<Future<String>> queued(GroupCommit<String, String> commits, int rows) throws Exception {
        var answers = new ArrayList<Future<String>>();
        for (var i = 0; i < rows; i++) {
            var row = String.valueOf(i);
            var thread = new AtomicReference<Thread>();
            answers.add(threads.submit(() -> {
                thread.set(Thread.currentThread());
                return commits.commit(row);
            }));
            // In commit() a thread waits only for its turn or for the latch.
            Waiting.await().pollInterval(Duration.ofMillis(1))
                    .until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
        }
        return answers;
    }

    private GroupCommit<String, String> waiting(CountDownLatch latch, int permits, int maxRows) {
        return new GroupCommit<>(permits, maxRows, rows -> {
            await(latch);
            return write(rows);
        });
    }

    private List<String> write(List<String> rows) {
        written.add(rows);
        return rows.stream().map(row -> row + " written").toList();
    }

    private static SqlFailure failure(String state) { return new SqlFailure(new SQLException(null, state)); }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }
}
