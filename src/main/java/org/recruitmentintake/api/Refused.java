package org.recruitmentintake.api;

import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;
import org.recruitmentintake.api.Problem.Kind;

/**
 * How the HTTP layer refuses a request: a kind, everything that is wrong, further members, headers.
 * {@link Problems} turns it into the answer. It carries codes and places, never a value that was sent,
 * and no stack trace: it is an answer, not a bug.
 */
public final class Refused extends RuntimeException {

    private static final Logger LOG = Logger.getLogger(Refused.class);

    // A database that fails over is back within seconds; a client that comes back earlier only adds to the load.
    private static final int RETRY_AFTER_SECONDS = 5;

    private static final int FRAMES_LOGGED = 25;

    // Everybody with a token meets it, and one line tells.
    private static final long KEYLESS_PAUSE = Duration.ofMinutes(1).toMillis();

    // The codes of what can be wrong with one field, parameter or header; what only one use case asks brings its own.
    static final String UNKNOWN_FIELD = "unknown-field";
    static final String UNKNOWN_PARAMETER = "unknown-parameter";
    static final String REPEATED_PARAMETER = "repeated-parameter";
    static final String WRONG_TYPE = "wrong-type";
    static final String UNKNOWN_VALUE = "unknown-value";
    static final String INVALID_DATE = "invalid-date";
    static final String INVALID_MOMENT = "invalid-moment";
    static final String UNKNOWN_COUNTRY = "unknown-country";
    static final String WITHDRAWN_COUNTRY = "withdrawn-country";
    static final String REQUIRED = "required";
    static final String TOO_LONG = "too-long";
    static final String TOO_SHORT = "too-short";
    static final String OUT_OF_RANGE = "out-of-range";
    static final String BAD_FORMAT = "bad-format";
    static final String DUPLICATE_VALUE = "duplicate-value";
    static final String CONTROL_CHARACTER = "control-character";

    /** Where a fault is. */
    public enum Place { POINTER, PARAMETER, HEADER }

    /**
     * One fault.
     *
     * @param at a JSON pointer, or the name of the parameter or header
     * @param arguments what the rule asks (a limit, the values it takes), for the text; never what was sent
     */
    public record Fault(Place place, String at, String code, List<?> arguments) {

        public Fault(Place place, String at, String code, Object... arguments) {
            this(place, at, code, List.of(arguments));
        }
    }

    /** Counts every refusal by its code, and logs who was kept out, for whoever looks for an attack. */
    @Singleton
    static class Tally {

        private static final Set<Kind> LOGGED = EnumSet.of(Kind.MISSING_TOKEN, Kind.FORBIDDEN,
                Kind.NOT_FOUND, Kind.TOO_MANY_REQUESTS);

        // Of a flood no more, and of each kind as many: one without a token must not bury that of a stolen one. The counters
        // have them all.
        private static final int LINES_A_MINUTE = 60;

        private final Map<Kind, Bucket> lines = new EnumMap<>(Kind.class);
        private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);
        private final CurrentClient caller;

        Tally(MeterRegistry metrics, CurrentClient caller) {
            this.caller = caller;
            // All from the start: an alert would never fire for the first of a kind that was not there before.
            Stream.of(Kind.values())
                    .forEach(kind -> counters.put(kind, metrics.counter("intake.refused", "code", kind.code())));
            LOGGED.forEach(kind -> lines.put(kind, Bucket.builder().addLimit(full -> full.capacity(LINES_A_MINUTE)
                    .refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1))).build()));
        }

        void add(Refused refused) {
            var kind = refused.kind;
            counters.get(kind).increment();
            if (LOGGED.contains(kind) && lines.get(kind).tryConsume(1)) {
                LOG.infof("Refused: %s, client %s", kind.code(), caller.idForLog().orElse("unknown"));
            }
        }
    }

    private final Kind kind;
    private final List<Fault> faults;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Refused(Kind kind, List<Fault> faults) {
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public Refused(Kind kind, Fault... faults) {
        this(kind, List.of(faults));
    }

    /** The refusal that a failure comes to: unavailable where something we need is away, else our own error, logged. */
    static Refused after(Throwable failure) {
        if (failure instanceof Refused refused) {
            return refused;
        }
        if (chain(failure).anyMatch(Refused::isAway)) {
            LOG.warnf("Unavailable: %s", traceOf(failure, 0));
            return busy();
        }
        LOG.errorf("Internal error: %s", traceOf(failure, FRAMES_LOGGED));
        return new Refused(Kind.INTERNAL_ERROR);
    }

    /** Not now, for a reason that lies here: come back in a while. */
    static Refused busy() {
        return new Refused(Kind.UNAVAILABLE).header("Retry-After", RETRY_AFTER_SECONDS);
    }

    /**
     * Not now, since the issuer does not say by which keys.
     *
     * @param told when that was last logged, in milliseconds
     */
    static Refused keyless(Throwable failure, AtomicLong told) {
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

    static Stream<Throwable> chain(Throwable failure) {
        // Bounded, since causes can form a ring.
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(10);
    }

    /** Adds a member to the problem, e.g. the state that forbids what was asked. */
    public Refused with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /** Adds a header to the answer, e.g. {@code Retry-After}. */
    public Refused header(String name, Object value) {
        headers.put(name, value.toString());
        return this;
    }

    public Kind kind() {
        return kind;
    }

    List<Fault> faults() {
        return faults;
    }

    Map<String, Object> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
