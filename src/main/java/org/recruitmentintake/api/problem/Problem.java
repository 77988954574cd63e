package org.recruitmentintake.api.problem;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A refusal as the client reads it, after RFC 9457. It has no {@code instance}: an address would contain an id.
 * It never holds a value that was sent, nor the text of an exception.
 *
 * @param extensions further members, at the top level of the JSON, e.g. {@code state} and {@code allowed}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String code, List<Violation> errors,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** The media type of every answer that is a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** One thing that is wrong, and where: exactly one of pointer, parameter and header is present. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Violation(String pointer, String parameter, String header, String code, String detail) {}
}
