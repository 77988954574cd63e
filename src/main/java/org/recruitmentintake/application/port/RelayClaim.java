package org.recruitmentintake.application.port;

import java.time.Duration;
import java.util.UUID;

/**
 * A claim under which a new row is written for the relay of this replica.
 *
 * @param hold how long the claim lasts, by the database's clock, from the statement that writes the row
 * @param madeAt by {@link System#nanoTime()}, before that statement
 */
public record RelayClaim(UUID id, Duration hold, long madeAt) {}
