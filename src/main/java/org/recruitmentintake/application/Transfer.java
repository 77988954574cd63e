package org.recruitmentintake.application;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change;
import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Casebook.Saved;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** Hands a case over from the embassy that has it to another one, as long as it is not cleared for travel. */
@ApplicationScoped
public class Transfer {

    private final EmbassyDirectory embassies;
    private final Decisions decisions;
    private final Casebook casebook;
    private final CaseChanges changes;

    public Transfer(EmbassyDirectory embassies, Decisions decisions, Casebook casebook, CaseChanges changes) {
        this.embassies = embassies;
        this.decisions = decisions;
        this.casebook = casebook;
        this.changes = changes;
    }

    /** Steps and evidence stay as they were recorded; no condition asks for the embassy, so nothing is decided again. */
    public Change transfer(UUID id, int version, String embassy, Client client) {
        return changes.change(id, version, client, Event.TRANSFERRED, kept -> {
            var application = kept.application();
            if (!Access.isInCharge(client, application)) {
                return new Change.NotTheirTask(List.of());
            }
            if (!application.isTransferable()) {
                return CaseChanges.notNow(application, List.of());
            }
            var target = embassies.find(embassy).orElse(null);
            if (target == null || embassy.equals(application.embassy())) {
                return new Change.Unfit(List.of(
                        new Fault("/embassy", target == null ? "unknown-embassy" : "already-there")));
            }
            var transferred = application.transferred(target, decisions.now());
            var entry = JournalEntry.by(client, transferred.updatedAt(), Action.TRANSFERRED,
                    "from=" + application.embassy() + " to=" + embassy);
            return casebook.save(kept, transferred, entry, null) == Saved.DONE
                    ? new Change.Done(new Kept(transferred.saved(), null, kept.handle())) : new Change.Stale();
        });
    }
}
