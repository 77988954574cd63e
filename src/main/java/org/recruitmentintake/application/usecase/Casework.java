package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.RelaySignal;
import org.recruitmentintake.application.port.SaveResult;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;
import org.recruitmentintake.embassy.Visa;

/**
 * What happens to a case between its submission and its end: load, let the case decide, write once. Every event ends in a
 * new decision over all conditions.
 */
@ApplicationScoped
public class Casework {

    // A case of the document that is handed over at the same moment costs one more decision; the rest is for the unforeseen.
    private static final int TRIES = 5;

    private final SubmissionValidator validator;
    private final Decisions decisions;
    private final Messages messages;
    private final ApplicationRepository applications;
    private final RelaySignal relaySignal;
    private final WithdrawalAndErasure withdrawalAndErasure;

    public Casework(SubmissionValidator validator, Decisions decisions, Messages messages,
            ApplicationRepository applications, RelaySignal relaySignal,
            WithdrawalAndErasure withdrawalAndErasure) {
        this.validator = validator;
        this.decisions = decisions;
        this.messages = messages;
        this.applications = applications;
        this.relaySignal = relaySignal;
        this.withdrawalAndErasure = withdrawalAndErasure;
    }

    /** A step of the embassy route, recorded by those whose step it is. */
    public ChangeResult record(UUID id, int version, Step step, LocalDate on, Visa visa, Client client) {
        return change(id, version, client, Event.STEP_RECORDED, stored -> {
            var application = stored.application();
            if (!Access.mayRecord(client, step) || !Access.isInCharge(client, application)) {
                return new ChangeResult.NotTheirTask();
            }
            var allowed = allowedSteps(application);
            if (!allowed.contains(step)) {
                return notNow(application, allowed);
            }
            var faults = validator.checkStep(step, on, application.facts());
            if (!faults.isEmpty()) {
                return new ChangeResult.Unfit(faults);
            }
            var record = new StepRecord(step, on, visa, decisions.now(), client.id(), client.person());
            var changed = application.dossier().attested(Set.of(evidenceOf(step)))
                    .with(application.facts().with(record));
            return decided(stored, changed, Event.STEP_RECORDED, client, JournalAction.STEP_RECORDED, "step=" + step);
        });
    }

    /** Evidence that somebody whose task it is has seen. */
    public ChangeResult attest(UUID id, int version, Evidence evidence, Papers seen, Client client) {
        return change(id, version, client, Event.EVIDENCE_RECORDED, stored -> {
            var application = stored.application();
            if (!Access.mayAttest(client, evidence, application)) {
                return new ChangeResult.NotTheirTask();
            }
            var faults = validator.checkEvidence(seen);
            if (!faults.isEmpty()) {
                return new ChangeResult.Unfit(faults);
            }
            var attestation = Access.attestation(client, decisions.now());
            var facts = application.facts();
            var papers = facts.papers().merged(seen, new Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now) {
                    return kind == evidence && now != null ? now.attestedBy(attestation) : before;
                }
            });
            return decided(stored, application.dossier().attested(Set.of(evidence)).with(facts.with(papers)),
                    Event.EVIDENCE_RECORDED, client,
                    // Not which: beside the state that follows, the kind would say what was found.
                    JournalAction.EVIDENCE_RECORDED, null);
        });
    }

    /** The applicant's own change: a fact that changes loses its attestation; the consent to data revoked ends the case. */
    public ChangeResult amend(UUID id, int version, Function<Application, Submission> amended, Client client) {
        return change(id, version, client, Event.AMENDED, stored -> {
            var application = stored.application();
            if (!Access.owns(client, application)) {
                return new ChangeResult.NotTheirTask();
            }
            var submission = amended.apply(application);
            if (!submission.facts().statements().dataProcessing().given()) {
                return withdrawalAndErasure.revokeConsent(stored, client);
            }
            // Alone: further faults would be those of a case that is not this one.
            var fixed = fixed(submission, application);
            if (!fixed.isEmpty()) {
                return new ChangeResult.Unfit(fixed);
            }
            var facts = submission.restated(application.dossier(), Access.attestation(client, decisions.now()));
            var changed = application.dossier().attested(submission.seen()).with(submission, facts);
            var faults = validator.checkApplication(submission, client, application.with(changed));
            if (!faults.isEmpty()) {
                return new ChangeResult.Unfit(faults);
            }
            return decided(stored, changed, Event.AMENDED, client, JournalAction.AMENDED, null);
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
    public ChangeResult resolve(UUID id, int version, String condition, Ruling ruling, Reason reason,
            Client client) {
        return change(id, version, client, Event.RESOLVED, stored -> {
            var application = stored.application();
            var finding = application.decision().finding(condition).orElse(null);
            if (finding == null) {
                return new ChangeResult.Unfit(List.of(new Fault("/condition", "unknown-condition")));
            }
            var faults = faults(finding, ruling, reason, client);
            if (!faults.isEmpty()) {
                return new ChangeResult.Unfit(faults);
            }
            var resolution = new Resolution(condition, finding.basis(), ruling, reason, decisions.now(), client.id(),
                    client.person(), finding.matches());
            return decided(stored, application.dossier().with(resolution), Event.RESOLVED, client,
                    JournalAction.RESOLVED,
                    null);
        });
    }

    private static List<Fault> faults(Finding finding, Ruling ruling, Reason reason, Client client) {
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
        var stored = applications.find(id)
                .filter(found -> Transitions.allowed(found.application().state()).contains(Event.REEVALUATED));
        return stored.isPresent() && decided(stored.get(), stored.get().application(), Event.REEVALUATED,
                after -> JournalEntry.ofService(decisions.now(), JournalAction.REEVALUATED, "state=" + after.state()))
                .isPresent();
    }

    /** The steps that may be recorded now; a visa may be recorded again until the enlistment request is signed, travel needs the clearance. */
    public static List<Step> allowedSteps(Application application) {
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

    private ChangeResult change(UUID id, int version, Client client, Event event,
            Function<StoredApplication, ChangeResult> work) {
        var stored = applications.find(id)
                .filter(found -> found.application().dossier() != null && Access.mayRead(client, found.application()))
                .orElse(null);
        if (stored == null) {
            return new ChangeResult.Missing();
        }
        var application = stored.application();
        if (application.version() != version) {
            return new ChangeResult.Stale();
        }
        return Transitions.allowed(application.state()).contains(event) ? work.apply(stored)
                : notNow(application, List.of());
    }

    private static ChangeResult notNow(Application application, List<Step> steps) {
        return new ChangeResult.NotNow(application.state(), Transitions.allowed(application.state()), steps);
    }

    private ChangeResult decided(StoredApplication stored, Dossier changed, Event event, Client client,
            JournalAction action, String what) {
        var prefix = what == null ? "" : what + " ";
        return decided(stored, stored.application().with(changed), event,
                after -> JournalEntry.by(client, after.updatedAt(), action, prefix + "state=" + after.state()))
                .<ChangeResult>map(after -> new ChangeResult.Done(
                        new StoredApplication(after.saved(), forwarding(after), stored.handle())))
                .orElseGet(ChangeResult.Stale::new);
    }

    /** Decides and saves; empty if the case has been changed meanwhile. */
    private Optional<Application> decided(StoredApplication before, Application changed, Event event,
            Function<Application, JournalEntry> entry) {
        for (var tries = 0; tries < TRIES; tries++) {
            var after = decisions.decided(changed, applications::handedOver, event);
            var message = messages.ifAccepted(after);
            var saved = applications.save(before, after, entry.apply(after), message);
            if (saved == SaveResult.DOCUMENT_HANDED_OVER) {
                continue; // the other case is committed by now, so the next decision finds it
            }
            if (saved == SaveResult.STALE) {
                return Optional.empty();
            }
            Decisions.counted(before.application().state(), after);
            if (message != null) {
                relaySignal.wake();
            }
            return Optional.of(after);
        }
        return Optional.empty();
    }

    private static Evidence evidenceOf(Step step) {
        return step == Step.ARRIVAL ? Evidence.ARRIVAL_STEP : Evidence.EMBASSY_STEP;
    }

    private static ForwardingState forwarding(Application application) {
        return application.state() == State.ACCEPTED ? ForwardingState.PENDING : null;
    }
}
