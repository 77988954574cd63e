package org.recruitmentintake.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Casebook.Saved;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.embassy.Step;

/** Changes a stored case: loads it, checks version and state, has it decided again, and writes it once. */
@ApplicationScoped
public class CaseChanges {

    // Each case of the document that is handed over in between costs one more decision; the rest is a margin.
    private static final int TRIES = 5;

    private final Decisions decisions;
    private final Messages messages;
    private final Casebook casebook;
    private final Doorbell doorbell;

    public CaseChanges(Decisions decisions, Messages messages, Casebook casebook, Doorbell doorbell) {
        this.decisions = decisions;
        this.messages = messages;
        this.casebook = casebook;
        this.doorbell = doorbell;
    }

    /** @param work called for a case that the client sees, in the version that it has read, in a state that allows the event */
    Change change(UUID id, int version, Client client, Event event, Function<Kept, Change> work) {
        var kept = casebook.find(id)
                .filter(found -> found.application().dossier() != null && Access.mayRead(client, found.application()))
                .orElse(null);
        if (kept == null) {
            return new Change.Missing();
        }
        var application = kept.application();
        if (application.version() != version) {
            return new Change.Stale();
        }
        return Transitions.allowed(application.state()).contains(event) ? work.apply(kept)
                : notNow(application, List.of());
    }

    static Change notNow(Application application, List<Step> steps) {
        return new Change.NotNow(application.state(), Transitions.allowed(application.state()), steps);
    }

    /** The case as it would be after the event; nothing is stored. */
    Application decided(Kept kept, Dossier changed, Event event) {
        return decisions.decided(kept.application().with(changed), casebook::handedOver, event);
    }

    /** Decides the changed case and saves it. */
    Change save(Kept kept, Dossier changed, Event event, Client client, Action action, String what) {
        var prefix = what == null ? "" : what + " ";
        return save(kept, kept.application().with(changed), event,
                after -> JournalEntry.by(client, after.updatedAt(), action, prefix + "state=" + after.state()))
                .<Change>map(after -> new Change.Done(new Kept(after.saved(), forwarding(after), kept.handle())))
                .orElseGet(Change.Stale::new);
    }

    /** Decides the changed case and saves it; empty if somebody else has changed the case meanwhile. */
    Optional<Application> save(Kept before, Application changed, Event event,
            Function<Application, JournalEntry> entry) {
        for (var tries = 0; tries < TRIES; tries++) {
            var after = decisions.decided(changed, casebook::handedOver, event);
            var message = messages.ifAccepted(after);
            var saved = casebook.save(before, after, entry.apply(after), message);
            if (saved == Saved.DOCUMENT_HANDED_OVER) {
                continue; // the other case is committed by now, so the next decision finds it
            }
            if (saved == Saved.STALE) {
                return Optional.empty();
            }
            Decisions.counted(before.application().state(), after);
            if (message != null) {
                doorbell.ring();
            }
            return Optional.of(after);
        }
        return Optional.empty();
    }

    static Casebook.Forwarding forwarding(Application application) {
        return application.state() == State.ACCEPTED ? Casebook.Forwarding.PENDING : null;
    }
}
