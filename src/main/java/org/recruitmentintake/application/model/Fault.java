package org.recruitmentintake.application.model;

/**
 * A fault of a request: where (a JSON pointer) and a stable code; never the value.
 *
 * @param arguments what the rule asks, for the text
 */
public record Fault(String pointer, String code, Object... arguments) {
}
