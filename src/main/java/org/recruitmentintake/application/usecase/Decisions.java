package org.recruitmentintake.application.usecase;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.DecisionSnapshot;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Task;
import org.recruitmentintake.application.port.DocumentIndex;
import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;

/** Decides cases under the rules of today or of another day. */
@ApplicationScoped
public class Decisions {

    /** The decision's date is the date in Kyiv. */
    private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");

    private final Clock clock;
    private final String build;
    private final DocumentIndex documents;

    public Decisions(Clock clock, @ConfigProperty(name = "quarkus.application.version") String build,
            DocumentIndex documents) {
        this.clock = clock;
        this.build = build;
        this.documents = documents;
        // All counters exist from the start, so that a rate sees the first increment.
        Stream.of(State.values()).forEach(Decisions::cases);
        Conditions.ALL.stream().filter(condition -> !condition.askedLast()).forEach(
                condition -> Stream.of(Verdict.values()).forEach(verdict -> findings(condition.id(), verdict)));
    }

    public LocalDate today() { return dayOf(clock.instant()); }

    /** The date in Kyiv. */
    public static LocalDate dayOf(Instant moment) { return LocalDate.ofInstant(moment, KYIV); }

    /** The moment at which a day begins in Kyiv. */
    static Instant beginningOf(LocalDate day) {
        return day.atStartOfDay(KYIV).toInstant();
    }

    /** To the microsecond, which is what the database keeps. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** The case as it is after the event. */
    public Application decided(Application application, Event event) {
        var first = application.decided(snapshot(application), event);
        // After the arrival, the case is at the next gate at once, and not only at its next event.
        var decided = first.gate() == application.gate() ? first
                : application.with(first.dossier()).decided(snapshot(first), event);
        var before = application.dossier().snapshot();
        var waiting = Task.waiting(decided, before == null ? Map.of() : before.waiting(),
                decided.dossier().snapshot().at());
        return decided.with(decided.dossier().withWaiting(waiting));
    }

    /**
     * Counts the new state and the findings for the metrics. Called when a case is written, so that a repeated request
     * counts once. Conditions asked last have no counter: it would reveal other cases.
     */
    static void countDecision(State before, Application decided) {
        countTransition(before, decided.state());
        decided.decision().publicFindings()
                .forEach(finding -> findings(finding.condition(), finding.verdict()).increment());
    }

    /** Counts a case that comes into another state; {@code before} is null for a new case. */
    static void countTransition(State before, State now) {
        if (before != now) cases(now).increment();
    }

    private static Counter cases(State state) { return Metrics.counter("intake.applications", "state", state.name()); }

    private static Counter findings(String condition, Verdict verdict) {
        return Metrics.counter("intake.findings", "condition", condition, "verdict", verdict.name());
    }

    /** The decision over a stored case under the rules of a day. */
    public Decision replayed(Application application, LocalDate day) {
        return Conditions.decide(assessment(application, day, application.decision().gate()));
    }

    /** The decision over declared facts; nothing is stored. */
    public Decision preChecked(Facts facts, LocalDate day) {
        return Conditions.decide(
                Assessment.ofPreCheck(facts, day, facts.route() == Route.EMBASSY ? Gate.CLEARANCE : Gate.HAND_OVER));
    }

    private DecisionSnapshot snapshot(Application application) {
        return new DecisionSnapshot(
                Conditions.decide(assessment(application, today(), application.gate())), now(),
                build, Map.of());
    }

    /** Other cases of the document are looked up only if every other condition passes. */
    private Assessment assessment(Application application, LocalDate day, Gate gate) {
        return Assessment.ofCase(application.facts(), day, gate, () -> documents.handedOver(application),
                application.dossier().resolutions());
    }
}
