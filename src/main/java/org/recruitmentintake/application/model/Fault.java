package org.recruitmentintake.application.model;

/**
 * A fault of a request: where it is, and a stable code; never the value that was sent.
 *
 * @param at a JSON pointer, or the name of the parameter or header
 * @param arguments the limit or the values of the rule, for the text
 */
public record Fault(String at, String code, Object... arguments) {}
