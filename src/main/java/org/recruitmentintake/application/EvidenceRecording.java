package org.recruitmentintake.application;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Facts.Stated.Attestation;

/** Evidence that a desk has seen: one piece or several, all or none, one version and one decision. */
@ApplicationScoped
public class EvidenceRecording {

    /** A piece of evidence: its kind, and what it shows. */
    public record Piece(Evidence evidence, Facts.Papers seen) {
    }

    private final Admission admission;
    private final Decisions decisions;
    private final CaseChanges changes;

    public EvidenceRecording(Admission admission, Decisions decisions, CaseChanges changes) {
        this.admission = admission;
        this.decisions = decisions;
        this.changes = changes;
    }

    /** @param pieces of different kinds */
    public Change record(UUID id, int version, List<Piece> pieces, Client client) {
        return changes.change(id, version, client, Event.EVIDENCE_RECORDED, kept -> {
            var application = kept.application();
            var forbidden = faults(pieces, piece -> Access.mayAttest(client, piece.evidence(), application) ? List.of()
                    : List.of(new Fault("/evidence", "not-yours-to-attest")));
            if (!forbidden.isEmpty()) {
                return new Change.NotTheirTask(forbidden);
            }
            var faults = faults(pieces, piece -> admission.seen(piece.seen()));
            if (!faults.isEmpty()) {
                return new Change.Unfit(faults);
            }
            var attestation = Access.attestation(client, decisions.now());
            var kinds = EnumSet.noneOf(Evidence.class);
            var papers = application.facts().papers();
            for (var piece : pieces) {
                kinds.add(piece.evidence());
                papers = papers.merged(piece.seen(), attesting(piece.evidence(), attestation));
            }
            return changes.save(kept, application.dossier().attested(kinds).with(application.facts().with(papers)),
                    Event.EVIDENCE_RECORDED, client,
                    // Without the kinds: beside the next state they would tell what was found.
                    Action.EVIDENCE_RECORDED, null);
        });
    }

    private static Facts.Papers.Merge attesting(Evidence evidence, Attestation attestation) {
        return new Facts.Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now) {
                return kind == evidence && now != null ? now.attestedBy(attestation) : before;
            }
        };
    }

    private static List<Fault> faults(List<Piece> pieces, Function<Piece, List<Fault>> check) {
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < pieces.size(); i++) {
            var place = "/pieces/" + i;
            check.apply(pieces.get(i)).forEach(
                    fault -> faults.add(new Fault(place + fault.pointer(), fault.code(), fault.arguments())));
        }
        return faults;
    }
}
