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
 * Writes together, by one statement and one commit, whatever waits to be written at the same moment. A caller that
 * finds a free permit writes at once, together with every row that waits by then; otherwise it waits for a permit. If
 * one row makes a statement fail, its rows are written again one by one, so that the bad row fails alone.
 *
 * @param <R> a row
 * @param <A> what became of it
 */
final class GroupCommit<R, A> {

    /** Writes rows with one commit, and says of each, in their order, what became of it. */
    @FunctionalInterface
    interface BatchWriter<R, A> {
        List<A> write(List<R> rows) throws SQLException;
    }

    // SQLSTATE classes that concern one row: data, integrity, deadlock, lock. Other errors would fail for every row.
    private static final Set<String> OF_A_ROW = Set.of("22", "23", "40", "55");

    /** What a waiting caller has to do. */
    private sealed interface Turn<A> {

        /** Another caller has written the row. */
        record Completed<A>(A answer) implements Turn<A> {
        }

        /** This caller writes its own row and all that wait. */
        record Lead<A>() implements Turn<A> {
        }

        /** A row failed: this caller writes its own row alone. */
        record RetryAlone<A>() implements Turn<A> {
        }
    }

    private record PendingRow<R, A>(R row, CompletableFuture<Turn<A>> word) {}

    private final Queue<PendingRow<R, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore turns;
    private final int most;
    private final BatchWriter<R, A> writing;

    /**
     * @param turns how many statements may be under way at a time
     * @param most rows of one statement
     */
    GroupCommit(int turns, int most, BatchWriter<R, A> writing) {
        this.turns = new Semaphore(turns);
        this.most = most;
        this.writing = writing;
    }

    /** Returns when the row is committed, or is known not to be. */
    A commit(R row) throws SQLException {
        var mine = new PendingRow<R, A>(row, new CompletableFuture<>());
        waiting.add(mine);
        pass();
        Turn<A> word;
        try {
            // Bounded by the time-outs of the statement that it is part of.
            word = mine.word.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException e) throw e;
            throw failed;
        }
        if (word instanceof Turn.Completed<A> written) return written.answer();
        return word instanceof Turn.Lead ? lead(mine) : alone(row);
    }

    /** Gives a free permit to the first waiting caller. */
    private void pass() {
        while (!waiting.isEmpty() && turns.tryAcquire()) {
            var next = waiting.poll();
            if (next != null) {
                next.word.complete(new Turn.Lead<>());
                return;
            }
            turns.release();
        }
    }

    private A lead(PendingRow<R, A> mine) throws SQLException {
        var together = new ArrayList<PendingRow<R, A>>(List.of(mine));
        for (PendingRow<R, A> next; together.size() < most && (next = waiting.poll()) != null;) {
            together.add(next);
        }
        var others = together.subList(1, together.size());
        try {
            var answers = writing.write(together.stream().map(PendingRow::row).toList());
            for (var i = 1; i < answers.size(); i++) {
                together.get(i).word.complete(new Turn.Completed<>(answers.get(i)));
            }
            return answers.get(0);
        } catch (SQLException failure) {
            if (others.isEmpty() || !isCausedByARow(failure)) {
                others.forEach(other -> other.word.completeExceptionally(failure));
                throw failure;
            }
            others.forEach(other -> other.word.complete(new Turn.RetryAlone<>()));
        } catch (RuntimeException | Error failure) {
            others.forEach(other -> other.word.completeExceptionally(failure));
            throw failure;
        } finally {
            turns.release();
            pass();
        }
        return alone(mine.row);
    }

    private A alone(R row) throws SQLException { return writing.write(List.of(row)).get(0); }

    private static boolean isCausedByARow(SQLException failure) {
        var state = failure.getSQLState();
        return state != null && state.length() == 5 && OF_A_ROW.contains(state.substring(0, 2));
    }
}
