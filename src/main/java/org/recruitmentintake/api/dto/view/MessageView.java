package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxEntry;
import org.recruitmentintake.application.port.OutboxState;
import org.recruitmentintake.application.port.QueueAddresses;

/** A message that has not been taken by the broker. */
@Schema(name = "WaitingMessage",
        description = "A message that has not been taken by the broker; nothing of it is personal.")
public record MessageView(@Schema(required = true, description = "The id of the CloudEvent.") UUID id,
        @Schema(required = true) MessageKind kind,
        @Schema(required = true, description = "The queue it is sent to with the present settings.",
                examples = "recruitment.ground-forces") String address,
        @Schema(required = true) OutboxState state,
        @Schema(required = true,
                description = "How often the broker has refused this very message. That it was away does not count.") int attempts,
        @Schema(description = "The last refusal, as a code.", examples = "amqp:decode-error") String lastFailure,
        @Schema(required = true) Instant createdAt,
        @Schema(required = true,
                description = "When it is tried next; without meaning for a dead one.") Instant dueAt) {

    public static MessageView of(OutboxEntry row, QueueAddresses addresses) {
        return new MessageView(row.id(), row.kind(), addresses.of(row.branch()), row.state(), row.attempts(),
                row.lastFailure(),
                row.createdAt(), row.dueAt());
    }
}
