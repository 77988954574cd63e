package org.recruitmentintake.application.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.port.StoredApplication;

/**
 * Withdraws and erases cases. A message that may have been sent is followed by a withdrawal notice; one that has not
 * is deleted in the same commit.
 */
@ApplicationScoped
public class WithdrawalAndErasure {

    private static final int TRIES = 5;

    private final Decisions decisions;
    private final Messages messages;
    private final ApplicationRepository applications;
    private final RelayQueue relay;

    public WithdrawalAndErasure(Decisions decisions, Messages messages, ApplicationRepository applications,
            RelayQueue relay) {
        this.decisions = decisions;
        this.messages = messages;
        this.applications = applications;
        this.relay = relay;
    }

    /**
     * Withdraws a case that is not refused and not erased. A repeated withdrawal changes nothing.
     *
     * @param expected the versions that the client means; most clients mean every version
     */
    public ChangeResult withdraw(UUID id, IntPredicate expected, Client client) {
        return untilWritten(() -> withdrawn(id, expected, client));
    }

    /**
     * Destroys everything personal; the journal keeps the proof that it existed and was erased. A case that was erased
     * after its retention period is recalled: its branch, which still has the application, is told to delete it.
     */
    public ChangeResult erase(UUID id, IntPredicate expected, Client client) {
        return untilWritten(() -> erased(id, expected, client));
    }

    /** Erases a case whose retention period is over, without a notice. False if the case was changed meanwhile. */
    public boolean expire(UUID id, State state, Instant before) {
        return applications.findSealed(id).filter(found -> found.application().state() == state
                && found.application().updatedAt().isBefore(before)).map(stored -> {
                    var entry = JournalEntry.ofService(decisions.now(), JournalAction.ERASED, "period-over");
                    var erased = stored.application().after(Event.ERASED, entry.at());
                    var written = applications.end(stored, erased, entry, null);
                    if (written) Decisions.countTransition(state, erased.state());
                    return written;
                }).orElse(false);
    }

    /**
     * If the case is changed meanwhile, for example by the relay, it is read again.
     *
     * @param attempt empty if the case was changed after it was read
     */
    private static ChangeResult untilWritten(Supplier<Optional<ChangeResult>> attempt) {
        return Stream.generate(attempt).limit(TRIES).flatMap(Optional::stream).findFirst()
                .orElseGet(ChangeResult.Stale::new);
    }

    private Optional<ChangeResult> withdrawn(UUID id, IntPredicate expected, Client client) {
        var stored = applications.find(id).filter(found -> Access.owns(client, found.application())).orElse(null);
        if (stored == null || stored.application().state() == State.ERASED)
            return Optional.of(new ChangeResult.Missing());
        var application = stored.application();
        if (application.state() == State.WITHDRAWN) return Optional.of(new ChangeResult.Done(stored));
        if (!expected.test(application.version())) return Optional.of(new ChangeResult.Stale());
        if (!Transitions.allowed(application.state()).contains(Event.WITHDRAWN)) {
            return Optional.of(new ChangeResult.NotNow(application.state(), List.of()));
        }
        var withdrawn = application.after(Event.WITHDRAWN, decisions.now());
        var entry = JournalEntry.by(client, withdrawn.updatedAt(), JournalAction.WITHDRAWN, null);
        return end(stored, withdrawn, entry, notice(application));
    }

    private Optional<ChangeResult> erased(UUID id, IntPredicate expected, Client client) {
        var stored = applications.findSealed(id).orElse(null);
        var recalled = stored != null && stored.application().state() == State.ERASED;
        if (stored == null || recalled && stored.forwarding() != ForwardingState.SENT) {
            return Optional.of(new ChangeResult.Missing());
        }
        var application = stored.application();
        if (!expected.test(application.version())) return Optional.of(new ChangeResult.Stale());
        var entry = JournalEntry.by(client, decisions.now(), JournalAction.ERASED, recalled ? "recalled" : null);
        return recalled ? end(stored, application, entry, messages.withdrawal(application, entry.at()))
                : erase(stored, entry);
    }

    /** The consent to the processing of personal data revoked: a withdrawal with erasure. */
    ChangeResult revokeConsent(StoredApplication stored, Client client) {
        return erase(stored, JournalEntry.by(client, decisions.now(), JournalAction.ERASED, "consent-revoked"))
                .orElseGet(ChangeResult.Stale::new);
    }

    private Optional<ChangeResult> erase(StoredApplication stored, JournalEntry entry) {
        return end(stored, stored.application().after(Event.ERASED, entry.at()), entry, notice(stored.application()));
    }

    /** Empty if the case was changed after it was read. */
    private Optional<ChangeResult> end(StoredApplication stored, Application ended, JournalEntry entry,
            OutboxMessage notice) {
        if (!applications.end(stored, ended, entry, notice)) return Optional.empty();
        Decisions.countTransition(stored.application().state(), ended.state());
        relay.cancel(ended.id());
        relay.wake();
        // A message that was sent stays sent; the branch of an erased case has been told to drop it.
        var sent = stored.forwarding() == ForwardingState.SENT && ended.state() != State.ERASED
                ? ForwardingState.SENT : null;
        return Optional.of(
                new ChangeResult.Done(new StoredApplication(ended.withNextVersion(), sent, stored.handle())));
    }

    /** Only an accepted case can have been sent. */
    private OutboxMessage notice(Application application) {
        return State.HANDED_OVER.contains(application.state()) ? messages.withdrawal(application, decisions.now())
                : null;
    }
}
