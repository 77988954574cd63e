package org.recruitmentintake.application.usecase;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.EvidencePiece;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Stated;

/** Evidence that a desk has seen: one piece or several, all or none, one version and one decision. */
@ApplicationScoped
public class EvidenceRecording {

    private final SubmissionValidator validator;
    private final Decisions decisions;
    private final CaseChanges changes;

    public EvidenceRecording(SubmissionValidator validator, Decisions decisions, CaseChanges changes) {
        this.validator = validator;
        this.decisions = decisions;
        this.changes = changes;
    }

    /** @param pieces of different kinds */
    public ChangeResult record(UUID id, int version, List<EvidencePiece> pieces, Client client) {
        return changes.change(id, version, client, Event.EVIDENCE_RECORDED, stored -> {
            var application = stored.application();
            var forbidden = faults(pieces, piece -> Access.mayAttest(client, piece.evidence(), application) ? List.of()
                    : List.of(new Fault("/evidence", "not-yours-to-attest")));
            if (!forbidden.isEmpty()) {
                return new ChangeResult.NotTheirTask(forbidden);
            }
            var faults = faults(pieces, piece -> validator.checkEvidence(piece.seen()));
            if (!faults.isEmpty()) {
                return new ChangeResult.Unfit(faults);
            }
            var attestation = Access.attestation(client, decisions.now());
            var kinds = EnumSet.noneOf(Evidence.class);
            var papers = application.facts().papers();
            for (var piece : pieces) {
                kinds.add(piece.evidence());
                papers = papers.merged(piece.seen(), attesting(piece.evidence(), attestation));
            }
            return changes.save(stored, application.dossier().attested(kinds).with(application.facts().with(papers)),
                    Event.EVIDENCE_RECORDED, client,
                    // Without the kinds: beside the next state they would tell what was found.
                    JournalAction.EVIDENCE_RECORDED, null);
        });
    }

    private static Papers.Merge attesting(Evidence evidence, Attestation attestation) {
        return new Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now) {
                return kind == evidence && now != null ? now.attestedBy(attestation) : before;
            }
        };
    }

    private static List<Fault> faults(List<EvidencePiece> pieces, Function<EvidencePiece, List<Fault>> check) {
        var faults = new ArrayList<Fault>();
        for (var i = 0; i < pieces.size(); i++) {
            var place = "/pieces/" + i;
            check.apply(pieces.get(i)).forEach(
                    fault -> faults.add(new Fault(place + fault.pointer(), fault.code(), fault.arguments())));
        }
        return faults;
    }
}
