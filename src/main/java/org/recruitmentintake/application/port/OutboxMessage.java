package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of the outbox, made once.
 *
 * @param id of the CloudEvent, the same in every resend
 * @param data the same bytes in every resend
 * @param time of the CloudEvent
 * @param attempts how often the broker has refused this message
 */
public record OutboxMessage(UUID id, UUID application, MessageKind kind, String branch, byte[] data, Instant time,
        int attempts) {}
