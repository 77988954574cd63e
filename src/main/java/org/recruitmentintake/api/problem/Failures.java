package org.recruitmentintake.api.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/** Turns unexpected failures into problems, and logs them without anything that was sent. */
public final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    private static final int FRAMES_LOGGED = 25;
    // Causes can form a ring.
    private static final int MOST_CAUSES = 10;

    private Failures() {}

    /** The problem of a failure: unavailable if a dependency is away, else an internal error. Both are logged. */
    public static ProblemException toProblem(Throwable failure) {
        if (failure instanceof ProblemException refused) return refused;
        if (causes(failure).anyMatch(Failures::isUnavailable)) {
            LOG.warnf("Unavailable: %s", traceOf(failure, 0));
            return ProblemException.busy();
        }
        LOG.errorf("Internal error: %s%s", stateOf(failure), traceOf(failure, FRAMES_LOGGED));
        return new ProblemException(ProblemKind.INTERNAL_ERROR);
    }

    /** The failure, or the first of its causes, that is of this type. */
    public static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The failure and its causes. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause).limit(MOST_CAUSES);
    }

    private static boolean isUnavailable(Throwable failure) {
        if (!(failure instanceof SQLException sql)) return failure instanceof RejectedExecutionException;
        // The pool's own exceptions carry no state. 08 connection, 40 rolled back for others, 53 no resources, 55P03
        // lock not available, 57 cancelled or shut down (PostgreSQL, appendix A).
        var state = sql.getSQLState();
        return state == null || state.matches("(08|40|53|57).*|55P03");
    }

    /** The SQLSTATE for the beginning of the line; empty if the database did not fail. */
    private static String stateOf(Throwable failure) {
        return causeOf(failure, SQLException.class).map(refused -> "SQLSTATE " + refused.getSQLState() + ", ")
                .orElse("");
    }

    /** Classes and frames, without messages: a message may hold what a person has sent. */
    private static String traceOf(Throwable failure, int frames) {
        var trace = new StringBuilder();
        causes(failure).forEach(each -> {
            trace.append(trace.isEmpty() ? "" : "\nCaused by: ").append(each.getClass().getName());
            if (each instanceof SQLException sql) trace.append(" SQLSTATE ").append(sql.getSQLState());
            Stream.of(each.getStackTrace()).limit(frames).forEach(frame -> trace.append("\n\tat ").append(frame));
        });
        return trace.toString();
    }
}
