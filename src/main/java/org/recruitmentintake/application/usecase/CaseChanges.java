package org.recruitmentintake.application.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.port.SaveResult;
import org.recruitmentintake.application.port.StoredApplication;

/** Changes a stored case: loads it, checks version and state, decides again, and saves once. */
@ApplicationScoped
public class CaseChanges {

    // Each concurrent hand-over of the same document costs one more decision; the other tries are a reserve.
    private static final int TRIES = 5;

    private final Decisions decisions;
    private final Messages messages;
    private final ApplicationRepository applications;
    private final RelayQueue relay;

    public CaseChanges(Decisions decisions, Messages messages, ApplicationRepository applications,
            RelayQueue relay) {
        this.decisions = decisions;
        this.messages = messages;
        this.applications = applications;
        this.relay = relay;
    }

    /**
     * @param expected the versions that the client means
     * @param work called with the present moment if the client sees the case, means its version, and its state allows
     *            the event
     */
    ChangeResult change(UUID id, IntPredicate expected, Client client, Event event,
            BiFunction<StoredApplication, Instant, ChangeResult> work) {
        for (var tries = 0; tries < TRIES; tries++) {
            var stored = applications.find(id).filter(
                    found -> found.application().dossier() != null && Access.mayRead(client, found.application()))
                    .orElse(null);
            if (stored == null) return new ChangeResult.Missing();
            var application = stored.application();
            if (!expected.test(application.version())) return new ChangeResult.Stale();
            var change = Transitions.allowed(application.state()).contains(event) ? work.apply(stored, decisions.now())
                    : new ChangeResult.NotNow(application.state(), List.of());
            // Stale: the case was changed in between. The client may mean the new version, too.
            if (!(change instanceof ChangeResult.Stale)) return change;
        }
        return new ChangeResult.Stale();
    }

    /** The case after the event, without storing it. */
    Application decided(StoredApplication stored, Dossier changed, Event event) {
        return decisions.decided(stored.application().with(changed), event);
    }

    /**
     * Decides the changed case and saves it.
     *
     * @param detail the beginning of the detail of the journal entry; null without one
     */
    ChangeResult save(StoredApplication stored, Dossier changed, Event event, Client client, JournalAction action,
            String detail) {
        var prefix = detail == null ? "" : detail + " ";
        return save(stored, stored.application().with(changed), event,
                after -> JournalEntry.by(client, after.updatedAt(), action, prefix + "state=" + after.state()))
                .<ChangeResult>map(after -> new ChangeResult.Done(stored.with(after.withNextVersion())))
                .orElseGet(ChangeResult.Stale::new);
    }

    /** Decides the changed case and saves it; empty if the case was changed meanwhile. */
    Optional<Application> save(StoredApplication before, Application changed, Event event,
            Function<Application, JournalEntry> entry) {
        for (var tries = 0; tries < TRIES; tries++) {
            var after = decisions.decided(changed, event);
            var message = messages.ifAccepted(after);
            var saved = applications.save(before, after, entry.apply(after), message);
            // The other case is committed by now, so that the next decision finds it.
            if (saved == SaveResult.DOCUMENT_HANDED_OVER) continue;
            if (saved == SaveResult.STALE) return Optional.empty();
            Decisions.countDecision(before.application().state(), after);
            if (message != null) relay.wake();
            return Optional.of(after);
        }
        return Optional.empty();
    }
}
