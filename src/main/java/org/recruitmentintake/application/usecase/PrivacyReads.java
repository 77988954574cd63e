package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.ReaderCount;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.DocumentIndex;
import org.recruitmentintake.application.port.ReaderLog;

/** What the data-protection officer reads: for an applicant who asks, and to find misuse. */
@ApplicationScoped
public class PrivacyReads {

    private static final Logger LOG = Logger.getLogger(PrivacyReads.class);

    private final Decisions decisions;
    private final ApplicationRepository applications;
    private final DocumentIndex documents;
    private final ReaderLog readers;
    private final ReadJournal journal;

    public PrivacyReads(Decisions decisions, ApplicationRepository applications, DocumentIndex documents,
            ReaderLog readers, ReadJournal journal) {
        this.decisions = decisions;
        this.applications = applications;
        this.documents = documents;
        this.readers = readers;
        this.journal = journal;
    }

    /**
     * The cases of an identity document, for an applicant who knows no id: the oldest first, without erased ones. Each
     * of them gets a journal entry, and the log a line. The number is neither logged nor stored.
     */
    public List<CaseOfDocument> casesOf(String country, String number, int limit, Client client) {
        var found = documents.casesOf(country, number, limit);
        LOG.infof("Document looked up, client %s: %d cases", client.id(), found.size());
        found.forEach(one -> journal.note(one.id(), client, JournalAction.LOOKED_UP));
        return found;
    }

    /**
     * Everything that is held about an applicant in one case, and who has read it, this read included, to be handed
     * out. Empty if there is no such case, or if it is erased.
     */
    public Optional<Disclosure> disclose(UUID id, Client client) {
        return applications.find(id).filter(stored -> stored.application().dossier() != null).map(stored -> {
            journal.note(id, client, JournalAction.DISCLOSED);
            return new Disclosure(stored, readers.ofCase(id), decisions.now());
        });
    }

    /**
     * How many cases each person read, the readers of the most cases first. Shows nothing of a case.
     *
     * @param from the first day in Kyiv
     * @param to the last day in Kyiv
     * @param after the last row of the page before; null for the first page
     */
    public List<ReaderCount> countReaders(LocalDate from, LocalDate to, ReaderCount after, int limit) {
        return readers.counts(Decisions.beginningOf(from), Decisions.beginningOf(to.plusDays(1)), after, limit);
    }
}
