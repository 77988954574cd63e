package org.recruitmentintake.application.port;

/**
 * The result of resubmitting many dead messages.
 *
 * @param left how many of them are still dead: they were beyond the limit, or their case was locked
 */
public record Resubmissions(int resubmitted, int left) {}
