package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of the outbox. */
@Schema(name = "WaitingMessagePage", description = "One page; follow `next` until it is absent.")
public record MessagePage(@Schema(required = true) List<MessageView> items,
        @Schema(description = "Cursor of the next page; absent on the last.") String next) {
}
