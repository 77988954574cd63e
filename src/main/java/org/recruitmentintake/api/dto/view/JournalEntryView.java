package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalLine;

/** An entry of the journal. */
@Schema(name = "JournalEntry", description = "Who did or read what, and when; nothing personal of the applicant.")
public record JournalEntryView(@Schema(required = true) int number, @Schema(required = true) Instant at,
        @Schema(required = true) String client,
        @Schema(required = true) String actor, @Schema(required = true) String role,
        @Schema(required = true) JournalAction action,
        String detail) {

    public static JournalEntryView of(JournalLine line) {
        var entry = line.entry();
        return new JournalEntryView(line.number(), entry.at(), entry.client(), entry.actor(), entry.role(),
                entry.action(),
                entry.detail());
    }
}
