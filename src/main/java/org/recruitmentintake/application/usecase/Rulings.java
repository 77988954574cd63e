package org.recruitmentintake.application.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.ReviewerRuling;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Ruling;

/** A reviewer's rulings on findings, all or none; or a preview of them. */
@ApplicationScoped
public class Rulings {

    private final CaseChanges changes;
    private final ReadJournal journal;

    public Rulings(CaseChanges changes, ReadJournal journal) {
        this.changes = changes;
        this.journal = journal;
    }

    /** @param rulings on different conditions */
    public ChangeResult rule(UUID id, IntPredicate expected, List<ReviewerRuling> rulings, Client client) {
        return ruled(id, expected, rulings, client, (stored, dossier) -> changes.save(stored, dossier, Event.RESOLVED,
                client, JournalAction.RESOLVED, null));
    }

    /** The case after the rulings, without storing it; the journal has the preview. */
    public ChangeResult preview(UUID id, IntPredicate expected, List<ReviewerRuling> rulings, Client client) {
        return ruled(id, expected, rulings, client, (stored, dossier) -> {
            var after = changes.decided(stored, dossier, Event.RESOLVED);
            journal.note(id, client, JournalAction.RULING_PREVIEWED);
            return new ChangeResult.Done(stored.with(after));
        });
    }

    private ChangeResult ruled(UUID id, IntPredicate expected, List<ReviewerRuling> rulings, Client client,
            BiFunction<StoredApplication, Dossier, ChangeResult> then) {
        return changes.change(id, expected, client, Event.RESOLVED, (stored, now) -> {
            var decision = stored.application().decision();
            var faults = new ArrayList<Fault>();
            var dossier = stored.application().dossier();
            for (var i = 0; i < rulings.size(); i++) {
                var given = rulings.get(i);
                var pointer = "/rulings/" + i;
                var finding = decision.finding(given.condition()).orElse(null);
                if (finding == null) {
                    faults.add(new Fault(pointer + "/condition", "unknown-condition"));
                    continue;
                }
                faults.addAll(faults(pointer, finding, given, client));
                // After a fault nothing is stored. A finding that allows no ruling has no basis for a resolution.
                if (faults.isEmpty()) {
                    dossier = dossier.with(new Resolution(given.condition(), finding.basis(), given.ruling(),
                            given.reason(), now, client.id(), client.person(), finding.matches()));
                }
            }
            return faults.isEmpty() ? then.apply(stored, dossier) : new ChangeResult.Unfit(faults);
        });
    }

    private static List<Fault> faults(String pointer, Finding finding, ReviewerRuling given, Client client) {
        var faults = new ArrayList<Fault>();
        if (!given.reason().fits(finding.condition(), given.ruling())) {
            faults.add(new Fault(pointer + "/reason", "not-a-reason-for-this"));
        }
        if (!finding.allowedRulings().contains(given.ruling())) {
            faults.add(new Fault(pointer + "/ruling", "not-open-to-this-ruling"));
        } else if (given.ruling() != Ruling.NEEDS_EVIDENCE && finding.attestors().contains(client.person())) {
            // A person who attested the evidence may only ask for more.
            faults.add(new Fault(pointer + "/ruling", "attested-by-yourself"));
        }
        return faults;
    }
}
