package org.recruitmentintake.application.usecase;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.EvidencePiece;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Papers;

/** Records evidence that a desk has seen: all pieces or none, as one change with one decision. */
@ApplicationScoped
public class EvidenceRecording {

    private final CaseChanges changes;

    public EvidenceRecording(CaseChanges changes) {
        this.changes = changes;
    }

    /** @param pieces of different kinds */
    public ChangeResult record(UUID id, IntPredicate expected, List<EvidencePiece> pieces, Client client) {
        return changes.change(id, expected, client, Event.EVIDENCE_RECORDED, (stored, now) -> {
            var application = stored.application();
            var forbidden = IntStream.range(0, pieces.size())
                    .filter(i -> !Access.mayAttest(client, pieces.get(i).evidence(), application))
                    .mapToObj(i -> new Fault("/pieces/" + i + "/evidence", "not-yours-to-attest")).toList();
            if (!forbidden.isEmpty()) return new ChangeResult.NotTheirTask(forbidden);
            var attestation = client.attestation(now);
            var kinds = EnumSet.noneOf(Evidence.class);
            var papers = new LinkedHashMap<>(application.facts().papers().byEvidence());
            for (var piece : pieces) {
                kinds.add(piece.evidence());
                var fact = piece.seen().byEvidence().get(piece.evidence());
                if (fact != null) papers.put(piece.evidence(), fact.attestedBy(attestation));
            }
            var changed = application.dossier().withoutRulingsAwaiting(kinds)
                    .with(application.facts().with(Papers.of(papers)));
            // The journal does not name the kinds: with the next state they would reveal the result.
            return changes.save(stored, changed, Event.EVIDENCE_RECORDED, client, JournalAction.EVIDENCE_RECORDED,
                    null);
        });
    }
}
