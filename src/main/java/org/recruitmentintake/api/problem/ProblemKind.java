package org.recruitmentintake.api.problem;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kinds of problem: the HTTP status, and the name in lower case as the code that clients may program against. A
 * code never changes its name or meaning; the title is in {@code texts/} under {@code problem.<code>}.
 */
public enum ProblemKind {

    MALFORMED_JSON(400),
    INVALID_BODY(400),
    INVALID_PARAMETER(400),
    INVALID_HEADER(400),
    IDEMPOTENCY_KEY_MISSING(400),
    MISSING_TOKEN(401),
    INVALID_TOKEN(401),
    FORBIDDEN(403),
    UNKNOWN_BINDING(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    TRANSITION_NOT_ALLOWED(409),
    REQUEST_IN_PROGRESS(409),
    STALE(412),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    IDEMPOTENCY_KEY_REUSED(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    INTERNAL_ERROR(500),
    UNAVAILABLE(503);

    private final int status;

    ProblemKind(int status) {
        this.status = status;
    }

    public String code() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    public int status() { return status; }

    /** The problem's {@code type}: a name, not an address, so that no page has to be served under it for ever. */
    public String type() {
        return "urn:recruitment-intake:problem:" + code();
    }

    /** The kind for a status that the HTTP layer itself has chosen. */
    public static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 400, 411, 414, 417, 431 -> INVALID_HEADER;
            case 401 -> INVALID_TOKEN;
            default -> Stream.of(values()).filter(kind -> kind.status == status).findFirst().orElse(INTERNAL_ERROR);
        };
    }
}
