package org.recruitmentintake.application.model;

/**
 * A fault of a request: a JSON pointer and a stable code, never the value.
 *
 * @param arguments the values of the rule, for the text
 */
public record Fault(String pointer, String code, Object... arguments) {}
