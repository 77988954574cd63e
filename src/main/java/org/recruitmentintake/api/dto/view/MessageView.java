package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.UUID;

import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxEntry;
import org.recruitmentintake.application.port.OutboxState;
import org.recruitmentintake.application.port.QueueAddresses;

/** A message that the broker has not accepted yet. */
public record MessageView(UUID id, MessageKind kind, String branch, String address, OutboxState state, int attempts,
        String lastFailure, Instant createdAt, Instant dueAt) {

    public static MessageView of(OutboxEntry row, QueueAddresses addresses) {
        return new MessageView(row.id(), row.kind(), row.branch(), addresses.addressOf(row.branch()), row.state(),
                row.attempts(), row.lastFailure(), row.createdAt(), row.dueAt());
    }
}
