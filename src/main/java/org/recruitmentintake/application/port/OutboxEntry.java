package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.UUID;

/** A message in the outbox, as operators see it; nothing personal. */
public record OutboxEntry(UUID id, MessageKind kind, String branch, OutboxState state, int attempts, String lastFailure,
        Instant createdAt, Instant dueAt) {}
