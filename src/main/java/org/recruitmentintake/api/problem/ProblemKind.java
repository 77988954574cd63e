package org.recruitmentintake.api.problem;

/**
 * The kinds of problem: the code that clients may program against, and the HTTP status.
 * A code never changes its meaning; the title is in {@code texts/} under {@code problem.<code>}.
 */
public enum ProblemKind {

    MALFORMED_JSON("malformed-json", 400),
    INVALID_BODY("invalid-body", 400),
    INVALID_PARAMETER("invalid-parameter", 400),
    INVALID_HEADER("invalid-header", 400),
    IDEMPOTENCY_KEY_MISSING("idempotency-key-missing", 400),
    MISSING_TOKEN("missing-token", 401),
    INVALID_TOKEN("invalid-token", 401),
    FORBIDDEN("forbidden", 403),
    UNKNOWN_BINDING("unknown-binding", 403),
    NOT_FOUND("not-found", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", 405),
    NOT_ACCEPTABLE("not-acceptable", 406),
    REQUEST_TIMEOUT("request-timeout", 408),
    TRANSITION_NOT_ALLOWED("transition-not-allowed", 409),
    REQUEST_IN_PROGRESS("request-in-progress", 409),
    STALE("stale", 412),
    TOO_LARGE("too-large", 413),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422),
    PRECONDITION_REQUIRED("precondition-required", 428),
    TOO_MANY_REQUESTS("too-many-requests", 429),
    INTERNAL_ERROR("internal-error", 500),
    UNAVAILABLE("unavailable", 503);

    private final String code;
    private final int status;

    ProblemKind(String code, int status) {
        this.code = code;
        this.status = status;
    }

    public String code() { return code; }

    public int status() { return status; }

    /** The problem's {@code type}: a name, not an address, so that no page has to be served under it for ever. */
    public String type() {
        return "urn:recruitment-intake:problem:" + code;
    }

    /** The kind for a status that the HTTP layer itself has chosen. */
    public static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 408 -> REQUEST_TIMEOUT;
            case 400, 411, 414, 417, 431 -> INVALID_HEADER;
            case 401 -> INVALID_TOKEN;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 412 -> STALE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> INTERNAL_ERROR;
        };
    }
}
