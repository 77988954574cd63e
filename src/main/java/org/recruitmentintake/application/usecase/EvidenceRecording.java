package org.recruitmentintake.application.usecase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Stated;

/** Records evidence that a desk has seen: all pieces or none, as one change with one decision. */
@ApplicationScoped
public class EvidenceRecording {

    private final CaseChanges changes;

    public EvidenceRecording(CaseChanges changes) {
        this.changes = changes;
    }

    /** @param seen what each kind of evidence shows, in the order of the request */
    public ChangeResult record(UUID id, IntPredicate expected, Map<Evidence, Stated<?>> seen, Client client) {
        return changes.change(id, expected, client, Event.EVIDENCE_RECORDED, (stored, now) -> {
            var application = stored.application();
            var kinds = List.copyOf(seen.keySet());
            var forbidden = IntStream.range(0, kinds.size())
                    .filter(i -> !Access.mayAttest(client, kinds.get(i), application))
                    .mapToObj(i -> new Fault("/pieces/" + i + "/evidence", "not-yours-to-attest")).toList();
            if (!forbidden.isEmpty()) return new ChangeResult.NotTheirTask(forbidden);
            var attestation = client.attestation(now);
            var papers = new LinkedHashMap<>(application.facts().papers().byEvidence());
            seen.forEach((kind, fact) -> papers.put(kind, fact.attestedBy(attestation)));
            var changed = application.dossier().withoutRulingsAwaiting(seen.keySet())
                    .with(application.facts().with(Papers.of(papers)));
            // The journal does not name the kinds: with the next state they would reveal the result.
            return changes.save(stored, changed, Event.EVIDENCE_RECORDED, client, JournalAction.EVIDENCE_RECORDED,
                    null);
        });
    }
}
