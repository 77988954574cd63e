package org.recruitmentintake.api.problem;

import java.util.List;

/**
 * One fault of a request.
 *
 * @param at a JSON pointer, or the name of the parameter or header
 * @param arguments the limit or the values of the rule, for the text; never the value that was sent
 */
public record FieldError(ErrorLocation location, String at, String code, List<?> arguments) {

    public FieldError(ErrorLocation location, String at, String code, Object... arguments) {
        this(location, at, code, List.of(arguments));
    }
}
