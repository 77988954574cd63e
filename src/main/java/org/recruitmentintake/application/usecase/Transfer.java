package org.recruitmentintake.application.usecase;

import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Task;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.SaveResult;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Transfers a case from its embassy to another one, until it is cleared for travel. */
@ApplicationScoped
public class Transfer {

    private final EmbassyDirectory embassies;
    private final ApplicationRepository applications;
    private final CaseChanges changes;

    public Transfer(EmbassyDirectory embassies, ApplicationRepository applications, CaseChanges changes) {
        this.embassies = embassies;
        this.applications = applications;
        this.changes = changes;
    }

    /**
     * Steps and evidence stay as they were recorded. No condition depends on the embassy, so nothing is decided again.
     */
    public ChangeResult transfer(UUID id, IntPredicate expected, String embassy, Client client) {
        return changes.change(id, expected, client, Event.TRANSFERRED, (stored, now) -> {
            var application = stored.application();
            if (!Access.isInCharge(client, application)) return new ChangeResult.NotTheirTask(List.of());
            if (!application.isTransferable()) return new ChangeResult.NotNow(application.state(), List.of());
            var target = embassies.find(embassy).orElse(null);
            if (target == null || embassy.equals(application.embassy())) {
                return new ChangeResult.Unfit(List.of(
                        new Fault("/embassy", target == null ? "unknown-embassy" : "already-there")));
            }
            var transferred = application.transferred(target, now,
                    Task.waitingAnew(application, EvidenceSource.EMBASSY, now));
            var entry = JournalEntry.by(client, transferred.updatedAt(), JournalAction.TRANSFERRED,
                    "from=" + application.embassy() + " to=" + embassy);
            return applications.save(stored, transferred, entry, null) == SaveResult.DONE
                    ? new ChangeResult.Done(stored.with(transferred.withNextVersion()))
                    : new ChangeResult.Stale();
        });
    }
}
