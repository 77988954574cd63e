package org.recruitmentintake.application.port;

/** The number of pending and dead messages, and the age of the oldest pending one in seconds. */
public record OutboxBacklog(double pending, double dead, double oldest) {}
