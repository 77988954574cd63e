package org.recruitmentintake.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

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

    /** What a waiting caller has to do. */
    private sealed interface Turn<A> {

        /** Another caller has written the row. */
        record Completed<A>(A answer) implements Turn<A> {}

        /** This caller writes its own row and all that wait. */
        record Lead<A>() implements Turn<A> {}

        /** A row failed: this caller writes its own row alone. */
        record RetryAlone<A>() implements Turn<A> {}
    }

    private record PendingRow<R, A>(R row, CompletableFuture<Turn<A>> turn) {}

    private final Queue<PendingRow<R, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore permits;
    private final int maxRows;
    private final SqlFunction<List<R>, List<A>> writer;

    /**
     * @param permits how many statements may run at a time
     * @param maxRows the rows of one statement
     * @param writer writes rows with one commit, and returns the result for each, in their order
     */
    GroupCommit(int permits, int maxRows, SqlFunction<List<R>, List<A>> writer) {
        this.permits = new Semaphore(permits);
        this.maxRows = maxRows;
        this.writer = writer;
    }

    /** Writes the row; returns its result once it is committed, and throws if it is not. */
    A commit(R row) throws SQLException {
        var mine = new PendingRow<R, A>(row, new CompletableFuture<>());
        waiting.add(mine);
        passPermit();
        Turn<A> turn;
        try {
            // The time-outs of its statement bound the wait.
            turn = mine.turn.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException e) throw e;
            throw failed;
        }
        if (turn instanceof Turn.Completed<A> written) return written.answer();
        return turn instanceof Turn.Lead ? writeBatch(mine) : writeAlone(row);
    }

    /** Gives a free permit to the first waiting caller. */
    private void passPermit() {
        while (!waiting.isEmpty() && permits.tryAcquire()) {
            var next = waiting.poll();
            if (next != null) {
                next.turn.complete(new Turn.Lead<>());
                return;
            }
            permits.release();
        }
    }

    private A writeBatch(PendingRow<R, A> mine) throws SQLException {
        var together = new ArrayList<PendingRow<R, A>>(List.of(mine));
        for (PendingRow<R, A> next; together.size() < maxRows && (next = waiting.poll()) != null;) {
            together.add(next);
        }
        var others = together.subList(1, together.size());
        try {
            var answers = writer.apply(together.stream().map(PendingRow::row).toList());
            for (var i = 1; i < answers.size(); i++) {
                together.get(i).turn.complete(new Turn.Completed<>(answers.get(i)));
            }
            return answers.get(0);
        } catch (SQLException failure) {
            if (others.isEmpty() || !isCausedByARow(failure)) {
                others.forEach(other -> other.turn.completeExceptionally(failure));
                throw failure;
            }
            others.forEach(other -> other.turn.complete(new Turn.RetryAlone<>()));
        } catch (RuntimeException | Error failure) {
            others.forEach(other -> other.turn.completeExceptionally(failure));
            throw failure;
        } finally {
            permits.release();
            passPermit();
        }
        return writeAlone(mine.row);
    }

    private A writeAlone(R row) throws SQLException { return writer.apply(List.of(row)).get(0); }

    private static boolean isCausedByARow(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && state.length() == 5 && ROW_ERRORS.contains(state.substring(0, 2));
    }
}
