package org.recruitmentintake.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes waiting rows together, by one statement and one commit. A caller that finds a free permit writes at once,
 * together with all rows that wait then; otherwise it waits for a permit. If one row makes a statement fail, its rows
 * are written again one by one, so that the bad row fails alone.
 *
 * @param <R> a row
 * @param <A> the result for a row
 */
final class GroupCommit<R, A> {

    // SQLSTATE classes that concern one row: data, integrity, deadlock, lock. Other errors would fail for every row.
    private static final Set<String> ROW_ERRORS = Set.of("22", "23", "40", "55");

    /** A waiting row, and the work of its caller: take the result, write the batch, or write the row alone. */
    private record PendingRow<R, A>(R row, CompletableFuture<Supplier<A>> turn) {}

    private final Queue<PendingRow<R, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private final int maxRows;
    private final Function<List<R>, List<A>> writer;

    /**
     * @param permits how many statements may run at a time
     * @param maxRows the rows of one statement
     * @param writer writes rows with one commit, and returns the result for each, in their order
     */
    GroupCommit(int permits, int maxRows, Function<List<R>, List<A>> writer) {
        this.permits = new Semaphore(permits);
        this.maxRows = maxRows;
        this.writer = writer;
    }

    /** Writes the row; returns its result once it is committed, and throws if it is not. */
    A commit(R row) {
        var mine = new PendingRow<R, A>(row, new CompletableFuture<>());
        waiting.add(mine);
        passPermit();
        // The time-outs of the statement bound the wait.
        return mine.turn.join().get();
    }

    /** Gives a free permit to the first waiting caller. */
    private void passPermit() {
        while (!waiting.isEmpty() && permits.tryAcquire()) {
            var next = waiting.poll();
            if (next != null) {
                next.turn.complete(() -> writeBatch(next));
                return;
            }
            permits.release();
        }
    }

    private A writeBatch(PendingRow<R, A> mine) {
        var together = new ArrayList<PendingRow<R, A>>(List.of(mine));
        for (PendingRow<R, A> next; together.size() < maxRows && (next = waiting.poll()) != null;) {
            together.add(next);
        }
        var others = together.subList(1, together.size());
        try {
            var answers = writer.apply(together.stream().map(PendingRow::row).toList());
            for (var i = 1; i < answers.size(); i++) {
                var answer = answers.get(i);
                together.get(i).turn.complete(() -> answer);
            }
            return answers.get(0);
        } catch (RuntimeException | Error failure) {
            if (others.isEmpty() || !isCausedByARow(failure)) {
                others.forEach(other -> other.turn.complete(() -> {
                    throw failure;
                }));
                throw failure;
            }
            others.forEach(other -> other.turn.complete(() -> writeAlone(other.row)));
        } finally {
            permits.release();
            passPermit();
        }
        return writeAlone(mine.row);
    }

    private A writeAlone(R row) { return writer.apply(List.of(row)).get(0); }

    private static boolean isCausedByARow(Throwable failure) {
        return failure instanceof SqlFailure sql && ROW_ERRORS.contains(sql.errorClass());
    }
}
