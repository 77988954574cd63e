package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.UUID;

/** A row as those see it who run the service: nothing of what it says, nor of whom. */
public record OutboxEntry(UUID id, MessageKind kind, String branch, OutboxState state, int attempts, String lastFailure,
        Instant createdAt, Instant dueAt) {
}
