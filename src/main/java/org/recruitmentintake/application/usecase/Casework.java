package org.recruitmentintake.application.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.ApplicationRepository;

/**
 * What happens to a case between its submission and its end: load, let the case decide, write once. Every event ends in a
 * new decision over all conditions.
 */
@ApplicationScoped
public class Casework {

    private final SubmissionValidator validator;
    private final Decisions decisions;
    private final ApplicationRepository applications;
    private final CaseChanges changes;
    private final WithdrawalAndErasure withdrawalAndErasure;

    public Casework(SubmissionValidator validator, Decisions decisions, ApplicationRepository applications,
            CaseChanges changes, WithdrawalAndErasure withdrawalAndErasure) {
        this.validator = validator;
        this.decisions = decisions;
        this.applications = applications;
        this.changes = changes;
        this.withdrawalAndErasure = withdrawalAndErasure;
    }

    /** The applicant's own change: a fact that changes loses its attestation; the consent to data revoked ends the case. */
    public ChangeResult amend(UUID id, int version, Function<Application, Submission> amended, Client client) {
        return changes.change(id, version, client, Event.AMENDED, stored -> {
            var application = stored.application();
            if (!Access.owns(client, application)) {
                return new ChangeResult.NotTheirTask(List.of());
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
            return changes.save(stored, changed, Event.AMENDED, client, JournalAction.AMENDED, null);
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

    /** Asks every condition again, since a day has come or the rules have changed; false where somebody else was first. */
    public boolean reevaluate(UUID id) {
        var stored = applications.find(id)
                .filter(found -> Transitions.allowed(found.application().state()).contains(Event.REEVALUATED));
        return stored.isPresent() && changes.save(stored.get(), stored.get().application(), Event.REEVALUATED,
                after -> JournalEntry.ofService(decisions.now(), JournalAction.REEVALUATED, "state=" + after.state()))
                .isPresent();
    }
}
