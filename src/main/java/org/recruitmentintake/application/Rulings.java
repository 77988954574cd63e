package org.recruitmentintake.application;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Resolution.Ruling;

/** A reviewer's answers to findings: one or several, all or none; or only what would follow from them. */
@ApplicationScoped
public class Rulings {

    /** The answer to one finding. */
    public record Answer(String condition, Ruling ruling, Resolution.Reason reason) {
    }

    private final Decisions decisions;
    private final CaseChanges changes;
    private final ReadJournal journal;

    public Rulings(Decisions decisions, CaseChanges changes, ReadJournal journal) {
        this.decisions = decisions;
        this.changes = changes;
        this.journal = journal;
    }

    /** @param answers to different conditions */
    public Change rule(UUID id, int version, List<Answer> answers, Client client) {
        return ruled(id, version, answers, client, (kept, dossier) -> changes.save(kept, dossier, Event.RESOLVED,
                client, Action.RESOLVED, null));
    }

    /** The case as it would be; an entry in the journal says that somebody asked, and nothing else is stored. */
    public Change preview(UUID id, int version, List<Answer> answers, Client client) {
        return ruled(id, version, answers, client, (kept, dossier) -> {
            var after = changes.decided(kept, dossier, Event.RESOLVED);
            journal.note(id, client, Action.RULING_PREVIEWED);
            return new Change.Done(new Kept(after, CaseChanges.forwarding(after), kept.handle()));
        });
    }

    private Change ruled(UUID id, int version, List<Answer> answers, Client client,
            BiFunction<Kept, Dossier, Change> then) {
        return changes.change(id, version, client, Event.RESOLVED, kept -> {
            var decision = kept.application().decision();
            var faults = new ArrayList<Fault>();
            var dossier = kept.application().dossier();
            for (var i = 0; i < answers.size(); i++) {
                var answer = answers.get(i);
                var place = "/rulings/" + i;
                var finding = decision.finding(answer.condition()).orElse(null);
                if (finding == null) {
                    faults.add(new Fault(place + "/condition", "unknown-condition"));
                    continue;
                }
                faults.addAll(faults(place, finding, answer, client));
                if (!faults.isEmpty()) {
                    continue; // only the faults count now; a finding that nobody is asked about has no basis
                }
                dossier = dossier.with(new Resolution(answer.condition(), finding.basis(), answer.ruling(),
                        answer.reason(), decisions.now(), client.id(), client.person(), finding.matches()));
            }
            return faults.isEmpty() ? then.apply(kept, dossier) : new Change.Unfit(faults);
        });
    }

    private static List<Fault> faults(String place, Finding finding, Answer answer, Client client) {
        var faults = new ArrayList<Fault>();
        if (!answer.reason().answers(finding.condition(), answer.ruling())) {
            faults.add(new Fault(place + "/reason", "not-a-reason-for-this"));
        }
        if (!finding.answers().contains(answer.ruling())) {
            faults.add(new Fault(place + "/ruling", "not-open-to-this-ruling"));
        } else if (answer.ruling() != Ruling.NEEDS_EVIDENCE && finding.attestors().contains(client.person())) {
            // Four eyes: a person who attested the paper may only ask for another one.
            faults.add(new Fault(place + "/ruling", "attested-by-yourself"));
        }
        return faults;
    }
}
