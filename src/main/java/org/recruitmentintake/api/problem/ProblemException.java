package org.recruitmentintake.api.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.application.model.Fault;

/**
 * Refuses a request: a kind, every fault, further members, headers. {@link ProblemMapper} turns it into the
 * answer. It carries codes and locations, never a value that was sent, and no stack trace: it is an answer, not a bug.
 */
public final class ProblemException extends RuntimeException {

    // A database that fails over is back within seconds; a client that comes back earlier only adds to the load.
    private static final int RETRY_AFTER_SECONDS = 5;

    // The codes of faults in fields, parameters and headers. Rules of one use case have codes of their own.
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

    private final ProblemKind kind;
    private final List<Fault> faults;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemKind kind, List<Fault> faults) {
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public ProblemException(ProblemKind kind, Fault... faults) {
        this(kind, List.of(faults));
    }

    /** A query parameter with one fault. */
    public static ProblemException invalidParameter(String name, String code, Object... arguments) {
        return new ProblemException(ProblemKind.INVALID_PARAMETER, new Fault(name, code, arguments));
    }

    /** A header that is malformed. */
    public static ProblemException invalidHeader(String name) {
        return new ProblemException(ProblemKind.INVALID_HEADER, new Fault(name, BAD_FORMAT));
    }

    /** There is nothing here, or nothing that the client may see: the same answer for both. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemKind.NOT_FOUND);
    }

    /** Unavailable for now; the client should retry later. */
    public static ProblemException busy() {
        return new ProblemException(ProblemKind.UNAVAILABLE).header("Retry-After", RETRY_AFTER_SECONDS);
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

    public ProblemKind kind() { return kind; }

    public List<Fault> faults() { return faults; }

    public Map<String, Object> members() { return members; }

    public Map<String, String> headers() { return headers; }
}
