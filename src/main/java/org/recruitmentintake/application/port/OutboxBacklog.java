package org.recruitmentintake.application.port;

/** How much there is: rows, and the age of the oldest that is pending in seconds. */
public record OutboxBacklog(double pending, double dead, double oldest) {
}
