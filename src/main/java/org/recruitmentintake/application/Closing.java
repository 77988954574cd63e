package org.recruitmentintake.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.Transitions.Event;

/**
 * How a case ends by the applicant's will or by law. A message that may have left is followed by a notice; one that has not
 * is dropped in the same commit.
 */
@ApplicationScoped
public class Closing {

    private static final int TRIES = 5;

    private final Decisions decisions;
    private final Messages messages;
    private final Casebook casebook;
    private final Doorbell doorbell;

    public Closing(Decisions decisions, Messages messages, Casebook casebook, Doorbell doorbell) {
        this.decisions = decisions;
        this.messages = messages;
        this.casebook = casebook;
        this.doorbell = doorbell;
    }

    /**
     * Until it is refused or over. A withdrawal that is repeated, since its answer was lost perhaps, changes nothing.
     *
     * @param expected the versions that are meant; most clients mean every one
     */
    public Change withdraw(UUID id, IntPredicate expected, Client client) {
        return untilWritten(() -> withdrawn(id, expected, client));
    }

    /**
     * Destroys everything personal; the proof that it was there, and that it is gone, stays in the journal. Of a case that was
     * handed over and whose period is over, there is only what the branch has: it is told to drop that.
     */
    public Change erase(UUID id, IntPredicate expected, Client client) {
        return untilWritten(() -> casebook.findSealed(id).map(kept -> {
            var gone = kept.application().state() == State.ERASED;
            if (gone && kept.forwarding() != Forwarding.SENT) return new Change.Missing();
            if (!expected.test(kept.application().version())) return new Change.Stale();
            var entry = JournalEntry.by(client, decisions.now(), Action.ERASED, gone ? "recalled" : null);
            return gone ? recalled(kept, entry) : erased(kept, entry);
        }).orElseGet(Change.Missing::new));
    }

    /**
     * Erases a case whose period is over, without a notice: nobody has withdrawn it. False where it has moved on since, or
     * is being changed at this moment.
     */
    public boolean expire(UUID id, State state, Instant before) {
        return casebook.findSealed(id).filter(found -> found.application().state() == state
                && found.application().updatedAt().isBefore(before)).map(kept -> {
                    var entry = JournalEntry.ofService(decisions.now(), Action.ERASED, "period-over");
                    var erased = kept.application().moved(Event.ERASED, entry.at());
                    var written = casebook.erase(kept, erased, entry, null);
                    if (written) Decisions.entered(state, erased.state());
                    return written;
                }).orElse(false);
    }

    /** Somebody else, the relay perhaps, may change the case in between: then it is read again. */
    private static Change untilWritten(Supplier<Change> attempt) {
        return Stream.generate(attempt).limit(TRIES).filter(change -> !(change instanceof Change.Stale)).findFirst()
                .orElseGet(Change.Stale::new);
    }

    private Change withdrawn(UUID id, IntPredicate expected, Client client) {
        var kept = casebook.find(id).filter(found -> Access.owns(client, found.application())).orElse(null);
        if (kept == null || kept.application().state() == State.ERASED) {
            return new Change.Missing();
        }
        var application = kept.application();
        if (application.state() == State.WITHDRAWN) {
            return new Change.Done(kept);
        }
        if (!expected.test(application.version())) {
            return new Change.Stale();
        }
        var allowed = Transitions.allowed(application.state());
        if (!allowed.contains(Event.WITHDRAWN)) {
            return new Change.NotNow(application.state(), allowed, List.of());
        }
        var withdrawn = application.moved(Event.WITHDRAWN, decisions.now());
        var entry = JournalEntry.by(client, withdrawn.updatedAt(), Action.WITHDRAWN, null);
        return ended(casebook.withdraw(kept, withdrawn, entry, notice(application)), kept, withdrawn);
    }

    /** The consent to the processing of personal data revoked: a withdrawal with erasure. */
    Change revoked(Kept kept, Client client) {
        return erased(kept, JournalEntry.by(client, decisions.now(), Action.ERASED, "consent-revoked"));
    }

    private Change erased(Kept kept, JournalEntry entry) {
        var erased = kept.application().moved(Event.ERASED, entry.at());
        return ended(casebook.erase(kept, erased, entry, notice(kept.application())), kept, erased);
    }

    private Change recalled(Kept kept, JournalEntry entry) {
        var application = kept.application();
        return ended(casebook.erase(kept, application, entry, messages.withdrawal(application, entry.at())), kept,
                application);
    }

    private Change ended(boolean written, Kept kept, Application ended) {
        if (!written) {
            return new Change.Stale();
        }
        Decisions.entered(kept.application().state(), ended.state());
        doorbell.ring();
        // What was sent stays so; the branch of an erased case has been told to drop it.
        var sent = kept.forwarding() == Forwarding.SENT && ended.state() != State.ERASED ? Forwarding.SENT : null;
        return new Change.Done(new Kept(ended.saved(), sent, kept.handle()));
    }

    /** Only what was accepted can have left, and nobody is told twice. */
    private Casebook.Message notice(Application application) {
        return application.state() == State.ACCEPTED || application.state() == State.FORWARDED
                ? messages.withdrawal(application, decisions.now()) : null;
    }
}
