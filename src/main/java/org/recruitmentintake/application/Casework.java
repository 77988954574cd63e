package org.recruitmentintake.application;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Casebook.Saved;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.embassy.Progress.StepRecord;
import org.recruitmentintake.embassy.Progress.StepRecord.Visa;
import org.recruitmentintake.embassy.Step;

/**
 * What happens to a case between its submission and its end: load, let the case decide, write once. Every event ends in a
 * new decision over all conditions.
 */
@ApplicationScoped
public class Casework {

    // A case of the document that is handed over at the same moment costs one more decision; the rest is for the unforeseen.
    private static final int TRIES = 5;

    private final Admission admission;
    private final Decisions decisions;
    private final Messages messages;
    private final Casebook casebook;
    private final Doorbell doorbell;
    private final Closing closing;

    public Casework(Admission admission, Decisions decisions, Messages messages, Casebook casebook, Doorbell doorbell,
            Closing closing) {
        this.admission = admission;
        this.decisions = decisions;
        this.messages = messages;
        this.casebook = casebook;
        this.doorbell = doorbell;
        this.closing = closing;
    }

    /** A step of the embassy route, recorded by those whose step it is. */
    public Change record(UUID id, IntPredicate expected, Step step, LocalDate on, Visa visa, Client client) {
        return change(id, expected, client, Event.STEP_RECORDED, kept -> {
            var application = kept.application();
            if (!Access.mayRecord(client, step) || !Access.isInCharge(client, application)) {
                return new Change.NotTheirTask();
            }
            var allowed = allowedSteps(application);
            if (!allowed.contains(step)) {
                return notNow(application, allowed);
            }
            var faults = admission.done(step, on, application.facts());
            if (!faults.isEmpty()) {
                return new Change.Unfit(faults);
            }
            var record = new StepRecord(step, on, visa, decisions.now(), client.id(), client.person());
            var changed = application.dossier().attested(Set.of(evidenceOf(step)))
                    .with(application.facts().with(record));
            return decided(kept, changed, Event.STEP_RECORDED, client, Action.STEP_RECORDED, "step=" + step);
        });
    }

    /** Evidence that somebody whose task it is has seen. */
    public Change attest(UUID id, IntPredicate expected, Evidence evidence, Facts.Papers seen, Client client) {
        return change(id, expected, client, Event.EVIDENCE_RECORDED, kept -> {
            var application = kept.application();
            if (!Access.mayAttest(client, evidence, application)) {
                return new Change.NotTheirTask();
            }
            var faults = admission.seen(seen);
            if (!faults.isEmpty()) {
                return new Change.Unfit(faults);
            }
            var attestation = Access.attestation(client, decisions.now());
            var facts = application.facts();
            var papers = facts.papers().merged(seen, new Facts.Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now) {
                    return kind == evidence && now != null ? now.attestedBy(attestation) : before;
                }
            });
            return decided(kept, application.dossier().attested(Set.of(evidence)).with(facts.with(papers)),
                    Event.EVIDENCE_RECORDED, client,
                    // Not which: beside the state that follows, the kind would say what was found.
                    Action.EVIDENCE_RECORDED, null);
        });
    }

    /** The applicant's own change: a fact that changes loses its attestation; the consent to data revoked ends the case. */
    public Change amend(UUID id, IntPredicate expected, Function<Application, Submission> amended, Client client) {
        return change(id, expected, client, Event.AMENDED, kept -> {
            var application = kept.application();
            if (!Access.owns(client, application)) {
                return new Change.NotTheirTask();
            }
            var submission = amended.apply(application);
            if (!submission.facts().statements().dataProcessing().given()) {
                return closing.revoked(kept, client);
            }
            // Alone: further faults would be those of a case that is not this one.
            var fixed = fixed(submission, application);
            if (!fixed.isEmpty()) {
                return new Change.Unfit(fixed);
            }
            var facts = submission.restated(application.dossier(), Access.attestation(client, decisions.now()));
            var changed = application.dossier().attested(submission.seen()).with(submission, facts);
            var faults = admission.faults(submission, client, application.with(changed));
            if (!faults.isEmpty()) {
                return new Change.Unfit(faults);
            }
            return decided(kept, changed, Event.AMENDED, client, Action.AMENDED, null);
        });
    }

    /** What an amendment would change although it is fixed from the start. */
    private static List<Fault> fixed(Submission submission, Application application) {
        var faults = new ArrayList<Fault>();
        if (submission.facts().route() != application.route()) {
            faults.add(new Fault("/route", "fixed"));
        }
        if (!Objects.equals(submission.embassy(), application.embassy())) {
            faults.add(new Fault("/embassy", "fixed"));
        }
        return faults;
    }

    /** A person's answer to one finding. */
    public Change resolve(UUID id, IntPredicate expected, String condition, Ruling ruling, Resolution.Reason reason,
            Client client) {
        return change(id, expected, client, Event.RESOLVED, kept -> {
            var application = kept.application();
            var finding = application.decision().finding(condition).orElse(null);
            if (finding == null) {
                return new Change.Unfit(List.of(new Fault("/condition", "unknown-condition")));
            }
            var faults = faults(finding, ruling, reason, client);
            if (!faults.isEmpty()) {
                return new Change.Unfit(faults);
            }
            var resolution = new Resolution(condition, finding.basis(), ruling, reason, decisions.now(), client.id(),
                    client.person(), finding.matches());
            return decided(kept, application.dossier().with(resolution), Event.RESOLVED, client, Action.RESOLVED,
                    null);
        });
    }

    private static List<Fault> faults(Finding finding, Ruling ruling, Resolution.Reason reason, Client client) {
        var faults = new ArrayList<Fault>();
        if (!reason.answers(finding.condition(), ruling)) {
            faults.add(new Fault("/reason", "not-a-reason-for-this"));
        }
        if (!finding.answers().contains(ruling)) {
            faults.add(new Fault("/ruling", "not-open-to-this-ruling"));
        } else if (ruling != Ruling.NEEDS_EVIDENCE && finding.attestors().contains(client.person())) {
            // Four eyes: who has seen the paper asks for another one at most.
            faults.add(new Fault("/ruling", "attested-by-yourself"));
        }
        return faults;
    }

    /** Asks every condition again, since a day has come or the rules have changed; false where somebody else was first. */
    public boolean reevaluate(UUID id) {
        var kept = casebook.find(id)
                .filter(found -> Transitions.allowed(found.application().state()).contains(Event.REEVALUATED));
        return kept.isPresent() && decided(kept.get(), kept.get().application(), Event.REEVALUATED,
                after -> JournalEntry.ofService(decisions.now(), Action.REEVALUATED, "state=" + after.state()))
                .isPresent();
    }

    /** The steps that may be recorded now; a visa may be recorded again until the enlistment request is signed, travel needs the clearance. */
    static List<Step> allowedSteps(Application application) {
        if (application.route() != Route.EMBASSY) {
            return List.of();
        }
        var facts = application.facts();
        var progress = NextStep.progress(application.decision().findings(), facts);
        var allowed = new TreeSet<>(progress.allowed());
        if (progress.done().contains(Step.VISA) && !progress.done().contains(Step.ENLISTMENT_REQUEST)) {
            allowed.add(Step.VISA);
        }
        if (application.dossier().clearedAt() == null) {
            allowed.remove(Step.TRAVEL_INSTRUCTIONS);
        }
        return List.copyOf(allowed);
    }

    private Change change(UUID id, IntPredicate expected, Client client, Event event, Function<Kept, Change> work) {
        for (var tries = 0; tries < TRIES; tries++) {
            var kept = casebook.find(id).filter(
                    found -> found.application().dossier() != null && Access.mayRead(client, found.application()))
                    .orElse(null);
            if (kept == null) return new Change.Missing();
            var application = kept.application();
            if (!expected.test(application.version())) return new Change.Stale();
            var change = Transitions.allowed(application.state()).contains(event) ? work.apply(kept)
                    : notNow(application, List.of());
            // Stale: somebody else has written in between. Another version may be expected as well.
            if (!(change instanceof Change.Stale)) return change;
        }
        return new Change.Stale();
    }

    private static Change notNow(Application application, List<Step> steps) {
        return new Change.NotNow(application.state(), Transitions.allowed(application.state()), steps);
    }

    private Change decided(Kept kept, Dossier changed, Event event, Client client, Action action, String what) {
        var prefix = what == null ? "" : what + " ";
        return decided(kept, kept.application().with(changed), event,
                after -> JournalEntry.by(client, after.updatedAt(), action, prefix + "state=" + after.state()))
                .<Change>map(after -> new Change.Done(new Kept(after.saved(), forwarding(after), kept.handle())))
                .orElseGet(Change.Stale::new);
    }

    /** Decides and saves; empty if the case has been changed meanwhile. */
    private Optional<Application> decided(Kept before, Application changed, Event event,
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

    private static Evidence evidenceOf(Step step) {
        return step == Step.ARRIVAL ? Evidence.ARRIVAL_STEP : Evidence.EMBASSY_STEP;
    }

    private static Casebook.Forwarding forwarding(Application application) {
        return application.state() == State.ACCEPTED ? Casebook.Forwarding.PENDING : null;
    }
}
