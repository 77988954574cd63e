package org.recruitmentintake.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the HTTP layer refuses a request: a kind, everything that is wrong, further members, headers.
 * {@link Problems} turns it into the answer. It carries codes and places, never a value that was sent,
 * and no stack trace: it is an answer, not a bug.
 */
public final class Refused extends RuntimeException {

    // The codes of what can be wrong with one field, parameter or header; an own constraint brings its own code.
    static final String UNKNOWN_FIELD = "unknown-field";
    static final String WRONG_TYPE = "wrong-type";
    static final String UNKNOWN_VALUE = "unknown-value";
    static final String INVALID_DATE = "invalid-date";
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

    private final ProblemKind kind;
    private final List<Fault> faults;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Refused(ProblemKind kind, List<Fault> faults) {
        super(kind.code(), null, false, false);
        this.kind = kind;
        this.faults = List.copyOf(faults);
    }

    public Refused(ProblemKind kind, Fault... faults) {
        this(kind, List.of(faults));
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

    public ProblemKind kind() {
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
