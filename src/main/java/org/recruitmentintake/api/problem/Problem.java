package org.recruitmentintake.api.problem;

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

}
