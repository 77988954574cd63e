package org.recruitmentintake.application.usecase;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.port.DocumentIndex;

/**
 * Looks up the cases of an identity document, for an applicant who knows no id. The number is neither logged nor
 * stored.
 */
@ApplicationScoped
public class DocumentLookup {

    private static final Logger LOG = Logger.getLogger(DocumentLookup.class);

    private final DocumentIndex index;
    private final ReadJournal journal;

    public DocumentLookup(DocumentIndex index, ReadJournal journal) {
        this.index = index;
        this.journal = journal;
    }

    /**
     * The oldest first, without erased ones. Each found case gets a journal entry; the log gets a line for each
     * look-up.
     */
    public List<CaseOfDocument> find(String country, String number, int limit, Client client) {
        var found = index.casesOf(country, number, limit);
        LOG.infof("Document looked up, client %s: %d cases", client.id(), found.size());
        found.forEach(one -> journal.note(one.id(), client, JournalAction.LOOKED_UP));
        return found;
    }
}
