package org.recruitmentintake.application;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.ReaderLog.CaseReader;

/** All that is held about a person in one case, and who has read it, to be handed out to that person. */
@ApplicationScoped
public class DossierDisclosure {

    /** A case and its readers. */
    public record Disclosure(Kept kept, List<CaseReader> readers, Instant at) {
    }

    private final Decisions decisions;
    private final Casebook casebook;
    private final ReaderLog readers;
    private final ReadJournal journal;

    public DossierDisclosure(Decisions decisions, Casebook casebook, ReaderLog readers, ReadJournal journal) {
        this.decisions = decisions;
        this.casebook = casebook;
        this.readers = readers;
        this.journal = journal;
    }

    /** Empty if there is no such case, or nothing is held of it any more. This read is among the readers. */
    public Optional<Disclosure> read(UUID id, Client client) {
        return casebook.find(id).filter(kept -> kept.application().dossier() != null).map(kept -> {
            journal.note(id, client, Action.DISCLOSED);
            return new Disclosure(kept, readers.ofCase(id), decisions.now());
        });
    }
}
