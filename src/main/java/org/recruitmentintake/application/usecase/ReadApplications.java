package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalLine;
import org.recruitmentintake.application.model.JournalVerification;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListRead;
import org.recruitmentintake.application.model.OtherCase;
import org.recruitmentintake.application.model.Replay;
import org.recruitmentintake.application.port.ApplicationList;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.DocumentIndex;
import org.recruitmentintake.application.port.JournalRepository;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Reads cases. Each read of a dossier is in the journal before the answer is sent. */
@ApplicationScoped
public class ReadApplications {

    private final Decisions decisions;
    private final ApplicationRepository applications;
    private final DocumentIndex documents;
    private final ApplicationList list;
    private final JournalRepository journals;
    private final ReadJournal reads;
    private final EmbassyDirectory embassies;

    public ReadApplications(Decisions decisions, ApplicationRepository applications, DocumentIndex documents,
            ApplicationList list, JournalRepository journals, ReadJournal reads, EmbassyDirectory embassies) {
        this.decisions = decisions;
        this.applications = applications;
        this.documents = documents;
        this.list = list;
        this.journals = journals;
        this.reads = reads;
        this.embassies = embassies;
    }

    /**
     * The case, if this client may see it. The journal has each read that shows the dossier, also by the posting
     * client, but not a posting client's read of the state of its own case.
     */
    public Optional<StoredApplication> read(UUID id, Client client) {
        var stored = find(id, client);
        stored.filter(found -> Access.isReadOfDossier(client, found.application()))
                .ifPresent(found -> reads.note(id, client, JournalAction.READ));
        return stored;
    }

    /** The other cases of the same document; empty for clients that may not see them. */
    public Optional<List<OtherCase>> otherCases(Application application, Client client) {
        return Access.seesOtherCases(client) ? Optional.of(documents.otherCases(application)) : Optional.empty();
    }

    /** Lists cases for a desk. The read is recorded before the answer is sent. */
    public List<ApplicationSummary> list(ListFilter filter, Cursor after, int limit, Client client) {
        var now = decisions.now();
        var embassy = filter.embassy() == null || embassies.find(filter.embassy()).isPresent() ? filter.embassy()
                : "unknown";
        return list.find(Access.scope(client), filter, after, limit,
                ListRead.by(client, now, filter.withEmbassy(embassy), after), now.minus(ReadJournal.SAME_READ),
                Assignment.expiry(now));
    }

    /** The decision over the stored facts under the rules of a day. */
    public Optional<Replay> replay(UUID id, LocalDate day, Client client) {
        var stored = find(id, client);
        stored.ifPresent(found -> reads.note(id, client, JournalAction.REPLAYED));
        return stored.map(StoredApplication::application).filter(found -> found.dossier() != null).map(application -> {
            var decided = application.decision();
            var replayed = decisions.replayed(application, day);
            var differing = replayed.findings().stream()
                    .filter(finding -> decided.finding(finding.condition()).filter(before -> isSame(before, finding))
                            .isEmpty())
                    .map(Finding::condition).toList();
            return new Replay(decided, replayed, differing);
        });
    }

    public Optional<List<JournalLine>> journal(UUID id, int after, int limit, Client client) {
        var journal = journals.find(id, after, limit);
        journal.ifPresent(found -> reads.note(id, client, JournalAction.JOURNAL_READ));
        return journal;
    }

    /** Verifies entries after that number, at most so many. Shows no entry and makes none. */
    public Optional<JournalVerification> verifyJournal(UUID id, int after, int limit) {
        return journals.verify(id, after, limit);
    }

    private Optional<StoredApplication> find(UUID id, Client client) {
        return applications.find(id).filter(found -> Access.mayRead(client, found.application()));
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.verdict() == other.verdict() && one.consequence() == other.consequence()
                && one.reason().equals(other.reason());
    }
}
