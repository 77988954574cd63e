package org.recruitmentintake.application.usecase;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.Submission;

/** Amendments of a case by the client that posted it. */
@ApplicationScoped
public class Amendments {

    private final CaseChanges changes;
    private final WithdrawalAndErasure withdrawalAndErasure;

    public Amendments(CaseChanges changes, WithdrawalAndErasure withdrawalAndErasure) {
        this.changes = changes;
        this.withdrawalAndErasure = withdrawalAndErasure;
    }

    /** A change by the applicant: a changed fact loses its attestation, and a revoked consent to data ends the case. */
    public ChangeResult amend(UUID id, IntPredicate expected, Function<Application, Submission> amended,
            Client client) {
        return changes.change(id, expected, client, Event.AMENDED, (stored, now) -> {
            var application = stored.application();
            if (!Access.owns(client, application)) return new ChangeResult.NotTheirTask(List.of());
            var submission = amended.apply(application);
            if (!submission.facts().statements().dataProcessing().given()) {
                return withdrawalAndErasure.revokeConsent(stored, client);
            }
            var changed = submission.appliedTo(application.dossier(), client.attestation(now));
            // The case of another person is not cleared, so that it may no longer be the client's task.
            if (!Access.mayAttest(client, submission.seen(), application.with(changed))) {
                return new ChangeResult.Unfit(List.of(new Fault("/attested", "not-yours-to-attest")));
            }
            return changes.save(stored, changed, Event.AMENDED, client, JournalAction.AMENDED, null);
        });
    }
}
