package org.recruitmentintake.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Transitions.Event;

/**
 * What happens to a case between its submission and its end: load, let the case decide, write once. Every event ends in a
 * new decision over all conditions.
 */
@ApplicationScoped
public class Casework {

    private final Admission admission;
    private final Decisions decisions;
    private final Casebook casebook;
    private final CaseChanges changes;
    private final Closing closing;

    public Casework(Admission admission, Decisions decisions, Casebook casebook, CaseChanges changes, Closing closing) {
        this.admission = admission;
        this.decisions = decisions;
        this.casebook = casebook;
        this.changes = changes;
        this.closing = closing;
    }

    /** The applicant's own change: a fact that changes loses its attestation; the consent to data revoked ends the case. */
    public Change amend(UUID id, int version, Function<Application, Submission> amended, Client client) {
        return changes.change(id, version, client, Event.AMENDED, kept -> {
            var application = kept.application();
            if (!Access.owns(client, application)) {
                return new Change.NotTheirTask(List.of());
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
            return changes.save(kept, changed, Event.AMENDED, client, Action.AMENDED, null);
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
        var kept = casebook.find(id)
                .filter(found -> Transitions.allowed(found.application().state()).contains(Event.REEVALUATED));
        return kept.isPresent() && changes.save(kept.get(), kept.get().application(), Event.REEVALUATED,
                after -> JournalEntry.ofService(decisions.now(), Action.REEVALUATED, "state=" + after.state()))
                .isPresent();
    }
}
