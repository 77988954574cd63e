package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Progress;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;
import org.recruitmentintake.embassy.StepRecorder;
import org.recruitmentintake.embassy.Visa;

/** Records the steps of the embassy route, and corrects steps of the same desk. */
@ApplicationScoped
public class StepRecording {

    private final CaseChanges changes;

    public StepRecording(CaseChanges changes) {
        this.changes = changes;
    }

    /** Records a step that is due, or corrects one that the same embassy or centre has recorded. */
    public ChangeResult record(UUID id, IntPredicate expected, Step step, LocalDate on, Visa visa, Client client) {
        return changes.change(id, expected, client, Event.STEP_RECORDED, (stored, now) -> {
            var application = stored.application();
            if (!Access.mayRecord(client, step) || !Access.isInCharge(client, application)) {
                return new ChangeResult.NotTheirTask(List.of());
            }
            var allowed = allowedSteps(application);
            var corrected = allowed.contains(step) ? Optional.<StepRecord>empty() : recorded(application, step);
            if (!allowed.contains(step) && corrected.isEmpty()) {
                return new ChangeResult.NotNow(application.state(), allowed);
            }
            if (corrected.isPresent() && !isOfTheSameDesk(corrected.get(), application, client)) {
                return new ChangeResult.NotTheirTask(List.of());
            }
            if (recorded(application, Step.FIRST_CONTACT).filter(first -> on.isBefore(first.on())).isPresent()
                    && step != Step.FIRST_CONTACT) {
                return new ChangeResult.Unfit(List.of(new Fault("/on", "before-first-contact")));
            }
            var facts = application.facts()
                    .with(new StepRecord(step, on, visa, now, client.id(), client.person()));
            var disordered = disordered(application, facts, step);
            if (!disordered.isEmpty()) return new ChangeResult.OutOfOrder(application.state(), disordered);
            var evidence = step == Step.ARRIVAL ? Evidence.ARRIVAL_STEP : Evidence.EMBASSY_STEP;
            var changed = application.dossier().withoutRulingsAwaiting(Set.of(evidence)).with(facts);
            return changes.save(stored, changed, Event.STEP_RECORDED, client,
                    corrected.isPresent() ? JournalAction.STEP_CORRECTED : JournalAction.STEP_RECORDED, "step=" + step);
        });
    }

    /**
     * The steps that may be recorded now. A visa may be recorded again until the enlistment request is signed; travel
     * instructions need the clearance.
     */
    public static List<Step> allowedSteps(Application application) {
        if (application.route() != Route.EMBASSY) return List.of();
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

    private static Optional<StepRecord> recorded(Application application, Step step) {
        return application.facts().steps().stream().filter(record -> record.step() == step).findFirst();
    }

    /** Whether the embassy had the case when the step was recorded, or the same client of a centre recorded it. */
    private static boolean isOfTheSameDesk(StepRecord record, Application application, Client client) {
        return record.step().recorder() == StepRecorder.RECRUITING_CENTRE ? record.client().equals(client.id())
                : application.embassyAt(record.recordedAt()).equals(application.embassy());
    }

    /** The steps that the new record would put out of order. */
    private static List<Step> disordered(Application application, Facts changed, Step step) {
        var before = NextStep.progress(application.decision().findings(), application.facts());
        // A reviewer may let a refused visa pass only after it is recorded.
        var after = step == Step.VISA ? Progress.of(changed.steps(), false)
                : NextStep.progress(application.decision().findings(), changed);
        var disordered = new ArrayList<>(after.outOfOrder(changed.steps()));
        disordered.removeAll(before.outOfOrder(application.facts().steps()));
        disordered.remove(step);
        return disordered;
    }
}
