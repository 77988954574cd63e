package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.ApplicationRepository;
import org.recruitmentintake.application.port.Housekeeping;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.condition.Conditions;

/** Re-evaluates cases when a day has come or the rules have changed. One replica at a time does it. */
@ApplicationScoped
public class Reevaluation {

    private static final Logger LOG = Logger.getLogger(Reevaluation.class);
    /** Cases that are looked up at a time. */
    private static final int BATCH = 100;

    private final ApplicationRepository applications;
    private final CaseChanges changes;
    private final Decisions decisions;
    private final Housekeeping housekeeping;
    private final PeriodicTasks tasks;
    private final ReevaluationConfig config;

    public Reevaluation(ApplicationRepository applications, CaseChanges changes, Decisions decisions,
            Housekeeping housekeeping, PeriodicTasks tasks, ReevaluationConfig config) {
        this.applications = applications;
        this.changes = changes;
        this.decisions = decisions;
        this.housekeeping = housekeeping;
        this.tasks = tasks;
        this.config = config;
    }

    /** The gauge is registered at the start, not only once a case is due. */
    void registerGauge(@Observes StartupEvent started, MeterRegistry metrics) {
        metrics.gauge("intake.citations.unverified", this, Reevaluation::unverifiedCitations);
    }

    @Scheduled(every = "${intake.housekeeping.every}", delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() { reevaluateDue(); }

    /** Evaluates every case again that is due or was decided under another rule set; returns how many. */
    public int reevaluateDue() {
        var tried = new HashSet<UUID>();
        var left = new HashSet<UUID>();
        var failed = new HashSet<UUID>();
        housekeeping.runExclusively(PeriodicTask.REEVALUATION.label(), () -> {
            for (var due = due(tried, left); !due.isEmpty(); due = due(tried, left)) {
                due.stream().filter(id -> !isReevaluated(id, failed)).forEach(left::add);
                tried.addAll(due);
            }
            if (failed.isEmpty()) tasks.markSucceeded(PeriodicTask.REEVALUATION);
        });
        return tried.size();
    }

    /** The next ids, without those that were tried. */
    private List<UUID> due(Set<UUID> tried, Set<UUID> left) {
        return housekeeping.findDue(decisions.today(), Rules.VERSION, BATCH + left.size()).stream()
                .filter(id -> !tried.contains(id)).toList();
    }

    private boolean isReevaluated(UUID id, Set<UUID> failed) {
        try {
            return reevaluate(id);
        } catch (RuntimeException e) {
            // A case that cannot be decrypted must not stop the others.
            LOG.errorf("A case could not be re-evaluated: %s", e.getClass().getName());
            failed.add(id);
            return false;
        }
    }

    /** Evaluates every condition of the case again. False if the case was changed meanwhile. */
    public boolean reevaluate(UUID id) {
        var stored = applications.find(id)
                .filter(found -> Transitions.allowed(found.application().state()).contains(Event.REEVALUATED));
        return stored.isPresent() && changes.save(stored.get(), stored.get().application(), Event.REEVALUATED,
                after -> JournalEntry.ofService(after.dossier().snapshot().at(), JournalAction.REEVALUATED,
                        "state=" + after.state()))
                .isPresent();
    }

    private double unverifiedCitations() {
        LocalDate since = LocalDate.ofInstant(decisions.now(), ZoneOffset.UTC).minusMonths(config.citationMonths());
        return Conditions.ALL.stream().flatMap(condition -> condition.citations().stream()).distinct()
                .filter(citation -> citation.unverifiedSince(since)).count();
    }
}
