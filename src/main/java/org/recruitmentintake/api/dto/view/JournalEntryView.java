package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalLine;

/** An entry of the journal. */
public record JournalEntryView(int number, Instant at, String client, String actor, String role,
        JournalAction action, String detail) {

    public static JournalEntryView of(JournalLine line) {
        var entry = line.entry();
        return new JournalEntryView(line.number(), entry.at(), entry.client(), entry.actor(), entry.role(),
                entry.action(), entry.detail());
    }
}
