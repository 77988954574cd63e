package org.recruitmentintake.application;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.JournalEntry.Action;

/** Writes down who looked at a case, before the answer leaves. */
@ApplicationScoped
public class ReadJournal {

    /** For so long, repeated looks of the same kind by one person are one entry. */
    private static final Duration SAME_READ = Duration.ofMinutes(10);

    private final Decisions decisions;
    private final Casebook casebook;

    public ReadJournal(Decisions decisions, Casebook casebook) {
        this.decisions = decisions;
        this.casebook = casebook;
    }

    void note(UUID id, Client client, Action action) {
        var now = decisions.now();
        casebook.noteRead(id, JournalEntry.by(client, now, action, null), now.minus(SAME_READ));
    }
}
