package org.recruitmentintake.api;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * A refusal as the client reads it, after RFC 9457. It has no {@code instance}: an address would hold an id.
 * It never holds a value that was sent, nor the text of an exception.
 *
 * @param extensions further members, at the top level of the JSON, e.g. {@code state} and {@code allowed}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "Problem",
        description = "A refusal (RFC 9457). Program against `code`; `title` and `detail` are for people, in the language"
                + " that was asked for. Further members may be present.",
        properties = {
                @SchemaProperty(name = "state", type = SchemaType.STRING,
                        description = "With `transition-not-allowed`: the state that the application is in."),
                @SchemaProperty(name = "allowed", type = SchemaType.ARRAY, implementation = String.class,
                        description = "With `transition-not-allowed`: what can be done in that state."),
                @SchemaProperty(name = "allowedSteps", type = SchemaType.ARRAY, implementation = String.class,
                        description = "With `transition-not-allowed`: the steps that can be recorded now."),
                @SchemaProperty(name = "line", type = SchemaType.INTEGER,
                        description = "With `malformed-json`: the line that could not be read."),
                @SchemaProperty(name = "column", type = SchemaType.INTEGER,
                        description = "With `malformed-json`: the place in that line.")})
public record Problem(
        @Schema(required = true, examples = "urn:recruitment-intake:problem:invalid-body") String type,
        @Schema(required = true,
                examples = "Something in what was sent needs to be changed. Each point is listed.") String title,
        @Schema(required = true, minimum = "400", maximum = "599", examples = "400") int status,
        @Schema(required = true, examples = "invalid-body",
                description = "Stable; see the table of codes.") String code,
        @Schema(description = "Everything that is wrong, not only the first.") List<Violation> errors,
        @Schema(hidden = true) Map<String, Object> extensions) {

    /** The media type of every answer that is a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    // An accessor of its own, since the annotation on a record's component would not reach the serialiser.
    @JsonAnyGetter
    @Override
    public Map<String, Object> extensions() {
        return extensions;
    }

    /** One thing that is wrong, and where: exactly one of pointer, parameter and header is present. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Violation", description = "One thing that is wrong, and where: `pointer`, `parameter` or `header`.")
    public record Violation(
            @Schema(description = "JSON Pointer (RFC 6901) into the body; empty for the whole of it.",
                    examples = "/applicant/birthDate") String pointer,
            @Schema(description = "Name of the query parameter.", examples = "on") String parameter,
            @Schema(description = "Name of the request header.", examples = "Idempotency-Key") String header,
            @Schema(required = true, examples = "invalid-date") String code,
            @Schema(required = true, examples = "Please give a real date, as in 2026-03-31.") String detail) {
    }

    /**
     * The kinds of problem a client can meet: the code it may program against, and the HTTP status.
     * A code never changes its meaning; the title is in {@code texts/} under {@code problem.<code>}.
     */
    public enum Kind {

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

        Kind(String code, int status) {
            this.code = code;
            this.status = status;
        }

        public String code() {
            return code;
        }

        public int status() {
            return status;
        }

        /** The problem's {@code type}: a name, not an address, so that nothing has to be served under it for ever. */
        public String type() {
            return "urn:recruitment-intake:problem:" + code;
        }

        /** The kind for a status that the HTTP layer itself has chosen. */
        static Kind ofStatus(int status) {
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
}
