package org.recruitmentintake.application.usecase;

import java.time.Duration;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.JournalRepository;

/** Records a read of a case before the answer is sent. */
@ApplicationScoped
public class ReadJournal {

    /** Repeated reads of one kind by one person within this time are one entry. */
    static final Duration SAME_READ = Duration.ofMinutes(10);

    private final Decisions decisions;
    private final JournalRepository journals;

    public ReadJournal(Decisions decisions, JournalRepository journals) {
        this.decisions = decisions;
        this.journals = journals;
    }

    void note(UUID id, Client client, JournalAction action) {
        var now = decisions.now();
        journals.noteRead(id, JournalEntry.by(client, now, action, null), now.minus(SAME_READ));
    }
}
