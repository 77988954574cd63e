package org.recruitmentintake.application.usecase;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.ReaderLog;

/** Everything that is held about an applicant in one case, and who has read it, to be handed out. */
@ApplicationScoped
public class DossierDisclosure {

    private final Decisions decisions;
    private final ApplicationRepository applications;
    private final ReaderLog readers;
    private final ReadJournal journal;

    public DossierDisclosure(Decisions decisions, ApplicationRepository applications, ReaderLog readers,
            ReadJournal journal) {
        this.decisions = decisions;
        this.applications = applications;
        this.readers = readers;
        this.journal = journal;
    }

    /** Empty if there is no such case, or if it is erased. The readers include this read. */
    public Optional<Disclosure> read(UUID id, Client client) {
        return applications.find(id).filter(stored -> stored.application().dossier() != null).map(stored -> {
            journal.note(id, client, JournalAction.DISCLOSED);
            return new Disclosure(stored, readers.ofCase(id), decisions.now());
        });
    }
}
