package org.recruitmentintake.application.usecase;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.port.DocumentIndex;

/**
 * The cases of an identity document, for a person who has the document but no id. The number is neither logged nor
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
     * The oldest first, erased ones left out. Each found case has an entry in its journal; the log has one of each
     * look-up.
     */
    public List<CaseOfDocument> find(String country, String number, int limit, Client client) {
        var found = index.casesOf(country, number, limit);
        LOG.infof("Document looked up, client %s: %d cases", client.id(), found.size());
        found.forEach(one -> journal.note(one.id(), client, JournalAction.LOOKED_UP));
        return found;
    }
}
