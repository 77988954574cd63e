package org.recruitmentintake.application.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Embassy;
import org.recruitmentintake.embassy.Step;

/**
 * A case. Immutable: each event returns the changed case.
 *
 * @param owner id of the client that posted it
 * @param flagged cleared for travel, then lost a ground: flagged to its embassy
 * @param version grows with each change; part of the entity tag
 * @param dossier null after erasure
 */
public record Application(UUID id, String owner, Route route, Branch branch, String embassy, State state,
        boolean flagged, int version, Instant createdAt, Instant updatedAt, Dossier dossier) {

    /** A new case, not decided yet. */
    public static Application submitted(UUID id, Submission submission, Client client, Instant now) {
        var facts = submission.factsSeenBy(client.attestation(now));
        var dossier = new Dossier(submission.person(), submission.wishes(), facts, List.of(), null, null, Map.of());
        return new Application(id, client.id(), facts.route(), facts.branch(), submission.embassy(), null, false, 1,
                now, now, dossier);
    }

    public Facts facts() { return dossier.facts(); }

    public Decision decision() { return dossier.snapshot().decision(); }

    public Application with(Dossier changed) {
        return new Application(id, owner, route, changed.facts().branch(), embassy, state, flagged, version,
                createdAt, updatedAt, changed);
    }

    /** The gate of the next decision: clearance until it is passed and the applicant has arrived, else hand-over. */
    public Gate gate() {
        return route == Route.EMBASSY && (dossier.clearedAt() == null || !hasArrived()) ? Gate.CLEARANCE
                : Gate.HAND_OVER;
    }

    public boolean hasArrived() { return facts().steps().stream().anyMatch(step -> step.step() == Step.ARRIVAL); }

    /** Whether recruiting centres may see it: cleared for travel, or in the country from the start. */
    public boolean visibleInUkraine() {
        return route == Route.IN_COUNTRY || dossier != null && dossier.clearedAt() != null;
    }

    /** The case with a new decision; the only place that sets its state. */
    public Application decided(DecisionSnapshot snapshot, Event event) {
        var decision = snapshot.decision();
        var clearedAt = dossier.clearedAt();
        if (clearedAt == null && decision.gate() == Gate.CLEARANCE && decision.outcome() == Consequence.PASS) {
            clearedAt = snapshot.at();
        }
        var cleared = clearedAt != null;
        var travelling = cleared && !hasArrived();
        var next = Transitions.next(state, event, guard -> switch (guard) {
            case REFUSAL_CONFIRMED -> decision.refused();
            case HAND_OVER_PASSED -> decision.gate() == Gate.HAND_OVER && decision.outcome() == Consequence.PASS;
            case CLEARED_AND_TRAVELLING -> travelling;
            case REVIEW_NEEDED -> decision.needsReview();
            case CLEARED -> cleared;
            case SOMETHING_MISSING, ALWAYS -> true;
        }).orElseThrow();
        var flagged = travelling && Decision.worst(decision.publicFindings()) != Consequence.PASS;
        // A re-evaluation that changes nothing keeps updatedAt, so that the retention period does not start again.
        var at = event == Event.SUBMITTED ? createdAt
                : event == Event.REEVALUATED && next == state ? updatedAt : snapshot.at();
        return new Application(id, owner, route, branch, embassy, next, flagged, version, createdAt, at,
                dossier.decided(snapshot, clearedAt));
    }

    /** Whether a person is asked to confirm a refusal. */
    public boolean refusalProposed() {
        return state == State.IN_REVIEW && decision().outcome() == Consequence.REFUSAL_PROPOSED;
    }

    /** Ids of cases of the same document that a reviewer has ruled to be another person's. */
    public Set<String> ruledApart() {
        return Assessment.ruledApart(facts(), dossier.resolutions());
    }

    /** Whether its embassy may transfer it to another one: until it is decided or cleared for travel. */
    public boolean isTransferable() {
        return route == Route.EMBASSY && dossier.clearedAt() == null && State.UNDECIDED.contains(state);
    }

    /** The case at another embassy. */
    public Application transferred(Embassy to, Instant now, Map<String, Instant> waiting) {
        var next = Transitions.next(state, Event.TRANSFERRED, guard -> false).orElseThrow();
        return new Application(id, owner, route, branch, to.id(), next, flagged, version, createdAt, now, dossier
                .transferred(embassy, to, now, waiting));
    }

    /** The embassy that had the case at that moment. */
    public String embassyAt(Instant moment) {
        var former = dossier.formerEmbassies();
        return former.keySet().stream().filter(moment::isBefore).min(Comparator.naturalOrder()).map(former::get)
                .orElse(embassy);
    }

    /** The case after an event that needs no decision. */
    public Application after(Event event, Instant now) {
        var next = Transitions.next(state, event, guard -> false).orElseThrow();
        return new Application(id, owner, route, branch, embassy, next, false, version, createdAt, now,
                next == State.ERASED ? null : dossier);
    }

    /**
     * The day of the next evaluation, since time alone may change the decision; null if it cannot, and for decided
     * cases. It is stored in the clear, and an exact day could reveal a birth date or the expiry of a passport: so it
     * is the first day of that year, then of that month, and the day itself only within the month.
     */
    public LocalDate nextEvaluation() {
        var next = State.UNDECIDED.contains(state) ? decision().nextEvaluation() : null;
        return next == null ? null : coarsened(next, decision().day());
    }

    static LocalDate coarsened(LocalDate next, LocalDate today) {
        return Stream.of(next.withDayOfYear(1), next.withDayOfMonth(1)).filter(day -> day.isAfter(today)).findFirst()
                .orElse(next);
    }

    /** The case under its next version, as it is stored. */
    public Application withNextVersion() {
        return new Application(id, owner, route, branch, embassy, state, flagged, version + 1, createdAt, updatedAt,
                dossier);
    }

    @Override
    public String toString() { return "Application[" + id + "]"; }

}
