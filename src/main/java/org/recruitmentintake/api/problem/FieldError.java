package org.recruitmentintake.api.problem;

import java.util.List;

/**
 * One fault.
 *
 * @param at a JSON pointer, or the name of the parameter or header
 * @param arguments what the rule asks (a limit, the values it takes), for the text; never what was sent
 */
public record FieldError(ErrorLocation place, String at, String code, List<?> arguments) {

    public FieldError(ErrorLocation place, String at, String code, Object... arguments) {
        this(place, at, code, List.of(arguments));
    }
}
