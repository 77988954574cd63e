package org.recruitmentintake.application;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Casebook.OtherCase;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Register.Filter;
import org.recruitmentintake.application.Register.Journal;
import org.recruitmentintake.application.Register.Position;
import org.recruitmentintake.application.Register.Summary;
import org.recruitmentintake.application.Register.Verification;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;

/** Looking at cases. Whoever reads a dossier is written down before the answer leaves. */
@ApplicationScoped
public class Reading {

    /** What the rules of a day say of a stored case, beside what was decided. */
    public record Replay(Decision stored, Decision replayed, List<String> differing) {
    }

    private final Decisions decisions;
    private final Casebook casebook;
    private final Register register;
    private final ReadJournal reads;

    public Reading(Decisions decisions, Casebook casebook, Register register, ReadJournal reads) {
        this.decisions = decisions;
        this.casebook = casebook;
        this.register = register;
        this.reads = reads;
    }

    /** The case, if there is one that this client may see. */
    public Optional<Kept> read(UUID id, Client client) {
        return noted(id, client, Action.READ);
    }

    /** The other cases of its document, for those who may see them; empty for everybody else. */
    public Optional<List<OtherCase>> otherCases(Application application, Client client) {
        return Optional.of(client).filter(Access::seesOtherCases)
                .map(reviewer -> application.dossier() == null ? List.of() : casebook.otherCases(application));
    }

    public List<Summary> list(Filter filter, Position after, int limit, Client client) {
        return register.list(Access.scope(client), filter, after, limit, Assignment.expiry(decisions.now()));
    }

    /** The stored facts under the rules of a day. */
    public Optional<Replay> replay(UUID id, LocalDate day, Client client) {
        return noted(id, client, Action.REPLAYED).filter(kept -> kept.application().dossier() != null).map(kept -> {
            var stored = kept.application().decision();
            var replayed = decisions.replayed(kept.application(), casebook::handedOver, day);
            var differing = replayed.findings().stream().filter(
                    finding -> !stored.finding(finding.condition()).filter(before -> same(before, finding)).isPresent())
                    .map(Finding::condition).toList();
            return new Replay(stored, replayed, differing);
        });
    }

    public Optional<Journal> journal(UUID id, int after, int limit, Client client) {
        var journal = register.journal(id, after, limit);
        journal.ifPresent(found -> reads.note(id, client, Action.JOURNAL_READ));
        return journal;
    }

    /** Whether so many entries after that number are as they were written. Shows no entry, and is none itself. */
    public Optional<Verification> verifyJournal(UUID id, int after, int limit) {
        return register.verifyJournal(id, after, limit);
    }

    private Optional<Kept> noted(UUID id, Client client, Action action) {
        var kept = casebook.find(id).filter(found -> Access.mayRead(client, found.application()));
        kept.ifPresent(found -> reads.note(id, client, action));
        return kept;
    }

    private static boolean same(Finding one, Finding other) {
        return one.verdict() == other.verdict() && one.consequence() == other.consequence()
                && one.reason().equals(other.reason());
    }
}
