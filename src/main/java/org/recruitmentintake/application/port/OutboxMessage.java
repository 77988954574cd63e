package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.UUID;

/** A message to be sent after the commit; made once, with the same bytes in every resend. */
public record OutboxMessage(UUID id, MessageKind kind, String branch, byte[] data, Instant time) {}
