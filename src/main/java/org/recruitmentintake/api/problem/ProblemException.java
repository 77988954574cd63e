package org.recruitmentintake.api.problem;

import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/**
 * Refuses a request: a kind, every field error, further members, headers. {@link ProblemMapper} turns it into the
 * answer. It carries codes and places, never a value that was sent, and no stack trace: it is an answer, not a bug.
 */
public final class ProblemException extends RuntimeException {

    static final Logger LOG = Logger.getLogger(ProblemException.class);

    // A database that fails over is back within seconds; a client that comes back earlier only adds to the load.
    private static final int RETRY_AFTER_SECONDS = 5;

    private static final int FRAMES_LOGGED = 25;

    // All authenticated calls fail meanwhile; log once a minute.
    private static final long KEYLESS_PAUSE = Duration.ofMinutes(1).toMillis();

    // The codes of what can be wrong with one field, parameter or header; what only one use case asks brings its own.
    public static final String UNKNOWN_FIELD = "unknown-field";
    public static final String UNKNOWN_PARAMETER = "unknown-parameter";
    public static final String REPEATED_PARAMETER = "repeated-parameter";
    public static final String WRONG_TYPE = "wrong-type";
    public static final String UNKNOWN_VALUE = "unknown-value";
    public static final String INVALID_DATE = "invalid-date";
    public static final String INVALID_MOMENT = "invalid-moment";
    public static final String UNKNOWN_COUNTRY = "unknown-country";
    public static final String WITHDRAWN_COUNTRY = "withdrawn-country";
    public static final String REQUIRED = "required";
    public static final String TOO_LONG = "too-long";
    public static final String TOO_SHORT = "too-short";
    public static final String OUT_OF_RANGE = "out-of-range";
    public static final String BAD_FORMAT = "bad-format";
    public static final String DUPLICATE_VALUE = "duplicate-value";
    public static final String CONTROL_CHARACTER = "control-character";

    final ProblemKind kind;
    private final List<FieldError> faults;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemKind kind, List<FieldError> faults) {
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public ProblemException(ProblemKind kind, FieldError... faults) {
        this(kind, List.of(faults));
    }

    /** A body with one fault, at this JSON pointer. */
    public static ProblemException invalidBody(String pointer, String code) {
        return new ProblemException(ProblemKind.INVALID_BODY, new FieldError(ErrorLocation.POINTER, pointer, code));
    }

    /** The problem of a failure: unavailable if a dependency is away, else an internal error. Both are logged. */
    public static ProblemException after(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return refused;
        }
        if (chain(failure).anyMatch(ProblemException::isAway)) {
            LOG.warnf("Unavailable: %s", traceOf(failure, 0));
            return busy();
        }
        LOG.errorf("Internal error: %s%s", stateOf(failure), traceOf(failure, FRAMES_LOGGED));
        return new ProblemException(ProblemKind.INTERNAL_ERROR);
    }

    /** Unavailable for now; the client should retry later. */
    public static ProblemException busy() {
        return new ProblemException(ProblemKind.UNAVAILABLE).header("Retry-After", RETRY_AFTER_SECONDS);
    }

    /**
     * Unavailable, since the issuer's keys cannot be loaded.
     *
     * @param told when that was last logged, in milliseconds
     */
    public static ProblemException keyless(Throwable failure, AtomicLong told) {
        var now = System.currentTimeMillis();
        var before = told.get();
        if (now - before >= KEYLESS_PAUSE && told.compareAndSet(before, now)) {
            LOG.warnf("the issuer's keys cannot be had (%s)", failure.getClass().getSimpleName());
        }
        return busy();
    }

    private static boolean isAway(Throwable e) {
        if (e instanceof SQLException sql) {
            // The pool's own exceptions carry no state. 08 connection, 40 rolled back for others, 53 no resources,
            // 55P03 lock not had, 57 cancelled or shut down (PostgreSQL, appendix A).
            var state = sql.getSQLState();
            return state == null || state.matches("(08|40|53|57).*|55P03");
        }
        return e instanceof RejectedExecutionException;
    }

    /** What the database said, at the beginning of the line; empty if it was not asked. */
    private static String stateOf(Throwable failure) {
        return chain(failure).filter(SQLException.class::isInstance).findFirst()
                .map(refused -> "SQLSTATE " + ((SQLException) refused).getSQLState() + ", ").orElse("");
    }

    /** Classes and frames, without messages: a message may hold what a person has sent. */
    private static String traceOf(Throwable failure, int frames) {
        var trace = new StringBuilder();
        chain(failure).forEach(e -> {
            trace.append(trace.isEmpty() ? "" : "\nCaused by: ").append(e.getClass().getName());
            if (e instanceof SQLException sql) {
                trace.append(" SQLSTATE ").append(sql.getSQLState());
            }
            Stream.of(e.getStackTrace()).limit(frames).forEach(frame -> trace.append("\n\tat ").append(frame));
        });
        return trace.toString();
    }

    public static Stream<Throwable> chain(Throwable failure) {
        // Bounded, since causes can form a ring.
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(10);
    }

    /** Adds a member to the problem, e.g. the state that forbids what was asked. */
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer, e.g. {@code Retry-After}. */
    public ProblemException header(String name, Object value) {
        headers.put(name, value.toString());
        return this;
    }

    public ProblemKind kind() {
        return kind;
    }

    public List<FieldError> faults() {
        return faults;
    }

    public Map<String, Object> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
