package org.recruitmentintake.application;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.recruitmentintake.application.Dossier.Shown;
import org.recruitmentintake.application.Dossier.Snapshot;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Inquiry;
import org.recruitmentintake.eligibility.Inquiry.Gate;
import org.recruitmentintake.embassy.Step;

/**
 * A case. Immutable: each event gives the case as it is afterwards.
 *
 * @param owner id of the client that posted it
 * @param shownState what everybody but reviewers sees: a case held only by a hidden finding looks like one that waits for its next step
 * @param attention cleared for travel, then lost a ground: flagged to its embassy
 * @param version grows with each change; the entity tag of reviewers
 * @param dossier null after erasure
 */
public record Application(UUID id, String owner, Route route, Branch branch, String embassy, State state,
        State shownState, boolean attention,
        int version, Instant createdAt, Instant updatedAt, Dossier dossier) {

    /** A new case, not decided yet. */
    public static Application opened(UUID id, Submission submission, Client client, Instant now) {
        var facts = submission.factsSeenBy(Access.attestation(client, now));
        var dossier = new Dossier(submission.person(), submission.wishes(), facts, List.of(), null, null);
        return new Application(id, client.id(), facts.route(), facts.branch(), submission.embassy(), null, null, false,
                1, now, now, dossier);
    }

    public Facts facts() { return dossier.facts(); }

    public Decision decision() { return dossier.snapshot().decision(); }

    public Application with(Dossier changed) {
        return new Application(id, owner, route, changed.facts().branch(), embassy, state, shownState, attention,
                version, createdAt, updatedAt, changed);
    }

    /** The gate that the case stands before: clearance until it is passed and the journey is over, else the hand-over. */
    public Gate gate() {
        return route == Route.EMBASSY && (dossier.clearedAt() == null || !arrived()) ? Gate.CLEARANCE : Gate.HAND_OVER;
    }

    /** The state, or what is shown instead to who may not see hidden findings. */
    public State state(boolean hiddenToo) {
        return hiddenToo ? state : shownState;
    }

    public boolean arrived() { return facts().steps().stream().anyMatch(step -> step.step() == Step.ARRIVAL); }

    /** Whether those in Ukraine may see it: cleared for travel, or in the country from the start. */
    public boolean visibleInUkraine() {
        return route == Route.IN_COUNTRY || dossier != null && dossier.clearedAt() != null;
    }

    /** The case with a new decision: the one place where its state comes from. */
    public Application decided(Snapshot snapshot, Event event) {
        var decision = snapshot.decision();
        var clearedAt = dossier.clearedAt();
        if (clearedAt == null && decision.gate() == Gate.CLEARANCE && decision.outcome() == Consequence.PASS) {
            clearedAt = snapshot.at();
        }
        var cleared = clearedAt != null;
        var travelling = cleared && !arrived();
        var next = next(event, decision, decision.outcome(), cleared, travelling);
        var shown = next(event, decision, decision.shownOutcome(), cleared, travelling);
        var hidden = shown == State.ACCEPTED && next != State.ACCEPTED;
        var waiting = cleared ? State.CLEARED_FOR_TRAVEL : State.IN_PROGRESS;
        return new Application(id, owner, route, branch, embassy, next,
                hidden ? waiting : next == State.REFUSED ? next : shown,
                travelling && decision.shownOutcome() != Consequence.PASS, version, createdAt,
                // A case that has others is decided twice before it is there: the time that takes would tell its poster.
                event == Event.SUBMITTED ? createdAt
                        // What nobody has done nor seen does not make the case younger for those who forget it.
                        : event == Event.REEVALUATED && next == state ? updatedAt : snapshot.at(),
                dossier.decided(snapshot, clearedAt));
    }

    /** The case as it is decided, and with it what is shown of its age; as it was where what is seen is as it was. */
    Application shownAfter(Application before, Event event) {
        var papers = facts().papers();
        var seen = facts().with(papers.merged(papers, new Facts.Papers.Merge() {
            @Override
            public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                return kind == Evidence.SPECIAL_CHECK ? null : fact;
            }
        }));
        var findings = decision().findings().stream().filter(finding -> !finding.hidden()).toList();
        var digest = Inquiry.digest(seen, findings, decision().gate(), decision().ruleSet(), shownState, attention);
        var last = before.dossier.snapshot() == null ? null : before.shown();
        var same = last != null && event != Event.AMENDED && digest.equals(last.digest());
        var now = last == null ? version : last.version() + 1;
        return with(dossier.with(same ? last : new Shown(now, updatedAt, decision().day(), digest)));
    }

    /** What everybody but reviewers is told of its age. A case that is over, or has left, was not decided again for that. */
    public Shown shown() {
        var shown = dossier == null || dossier.snapshot() == null ? null : dossier.snapshot().shown();
        if (shown == null) return new Shown(version, updatedAt, dossier == null ? null : decision().day(), null);
        var since = state == State.FORWARDED ? 1 : state == State.WITHDRAWN ? 2 : 0;
        return since == 0 ? shown : new Shown(shown.version() + since, updatedAt, shown.day(), null);
    }

    /** The entity tag. */
    public int version(boolean hiddenToo) { return hiddenToo ? version : shown().version(); }

    private State next(Event event, Decision decision, Consequence outcome, boolean cleared, boolean travelling) {
        return Transitions.next(state, event, guard -> switch (guard) {
            case REFUSAL_CONFIRMED -> decision.refused();
            case HAND_OVER_PASSED -> decision.gate() == Gate.HAND_OVER && outcome == Consequence.PASS;
            case CLEARED_AND_TRAVELLING -> travelling;
            case REFUSAL_PROPOSED -> outcome == Consequence.REFUSAL_PROPOSED;
            case REVIEW_NEEDED -> outcome == Consequence.REVIEW;
            case CLEARED -> cleared;
            case SOMETHING_MISSING, ALWAYS -> true;
        }).orElseThrow();
    }

    /** The case after an event that needs no decision. */
    public Application moved(Event event, Instant now) {
        var next = Transitions.next(state, event, guard -> false).orElseThrow();
        return new Application(id, owner, route, branch, embassy, next, next, false, version, createdAt, now,
                next == State.ERASED ? null : dossier);
    }

    /**
     * When to ask again, since time alone may have changed the decision; null where it cannot, and for what is decided for
     * good. It stands in the clear, and the day itself tells when somebody was born or a passport ends: so first the year is
     * waited for, then the month, and the day only within it.
     */
    public LocalDate nextEvaluation() {
        var next = State.UNDECIDED.contains(state) ? decision().nextEvaluation() : null;
        return next == null ? null : firstLook(next, decision().day());
    }

    static LocalDate firstLook(LocalDate next, LocalDate today) {
        return Stream.of(next.withDayOfYear(1), next.withDayOfMonth(1)).filter(day -> day.isAfter(today)).findFirst()
                .orElse(next);
    }

    /** The same case under the version that the store has given it. */
    public Application saved() {
        return new Application(id, owner, route, branch, embassy, state, shownState, attention, version + 1, createdAt,
                updatedAt, dossier);
    }

    @Override
    public String toString() { return "Application[" + id + "]"; }

    /** Where a case stands. Derived from facts and from what persons have resolved, by {@link Transitions}, and set nowhere else. */
    public enum State {
        /** A step or a piece of evidence is missing. */
        IN_PROGRESS,
        /** Embassy route: the embassy may give travel instructions. */
        CLEARED_FOR_TRAVEL,
        /** A person has to decide. */
        IN_REVIEW,
        /** The program proposes a refusal; only a person can confirm it. */
        REFUSAL_PROPOSED,
        REFUSED,
        /** Valid: the hand-over is written down, and the case is frozen. */
        ACCEPTED,
        /** The broker has taken the message. */
        FORWARDED,
        WITHDRAWN,
        ERASED;

        /** The states in which facts may still change. */
        public static final Set<State> UNDECIDED = EnumSet.of(IN_PROGRESS, CLEARED_FOR_TRAVEL, IN_REVIEW,
                REFUSAL_PROPOSED);

        /** The states of a case that is over: it no longer counts as another open case of the same document. */
        public static final Set<State> CLOSED = EnumSet.of(REFUSED, WITHDRAWN, ERASED);
    }
}
