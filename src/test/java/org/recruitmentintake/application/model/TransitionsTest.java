package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of transitions: states, events and guards. */
class TransitionsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "-, SUBMITTED, HAND_OVER_PASSED, ACCEPTED",
            "-, SUBMITTED, REVIEW_NEEDED, IN_REVIEW",
            "-, SUBMITTED, -, IN_PROGRESS",
            "IN_PROGRESS, EVIDENCE_RECORDED, HAND_OVER_PASSED, ACCEPTED",
            "IN_PROGRESS, STEP_RECORDED, CLEARED, CLEARED_FOR_TRAVEL",
            "IN_REVIEW, RESOLVED, REFUSAL_CONFIRMED, REFUSED",
            "IN_REVIEW, RESOLVED, -, IN_PROGRESS",
            "CLEARED_FOR_TRAVEL, REEVALUATED, REVIEW_NEEDED, IN_REVIEW",
            "IN_REVIEW, AMENDED, REVIEW_NEEDED, IN_REVIEW",
            "ACCEPTED, FORWARDED, -, FORWARDED",
            "ACCEPTED, WITHDRAWN, -, WITHDRAWN",
            "FORWARDED, WITHDRAWN, -, WITHDRAWN",
            "REFUSED, ERASED, -, ERASED",
            "WITHDRAWN, ERASED, -, ERASED"})
    void eventLeadsToItsNextState(State from, Event event, Guard holds, State to) {
        assertEquals(Optional.of(to), Transitions.next(from, event,
                guard -> guard == holds || guard == Guard.SOMETHING_MISSING));
    }

    @Test
    void confirmedRefusalEndsATravellingCaseAndAReviewDoesNot() {
        var travelling = Set.of(Guard.CLEARED_AND_TRAVELLING, Guard.CLEARED, Guard.REVIEW_NEEDED,
                Guard.SOMETHING_MISSING);
        assertEquals(Optional.of(State.CLEARED_FOR_TRAVEL),
                Transitions.next(State.CLEARED_FOR_TRAVEL, Event.REEVALUATED, travelling::contains));
        assertEquals(Optional.of(State.REFUSED), Transitions.next(State.CLEARED_FOR_TRAVEL, Event.RESOLVED,
                guard -> guard == Guard.REFUSAL_CONFIRMED || travelling.contains(guard)));
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void onlyUndecidedCasesCanBeChanged(State state) {
        var allowed = Transitions.allowed(state);
        var changes = EnumSet.range(Event.AMENDED, Event.REEVALUATED);
        assertEquals(State.UNDECIDED.contains(state), allowed.containsAll(changes));
        assertEquals(State.UNDECIDED.contains(state), changes.stream().anyMatch(allowed::contains));
        assertEquals(state != State.ERASED, allowed.contains(Event.ERASED));
        assertFalse(allowed.contains(Event.SUBMITTED));
    }

    @Test
    void everyStateAndEventIsUsedAndNoRowIsRepeated() {
        var reached = EnumSet.noneOf(State.class);
        var events = EnumSet.noneOf(Event.class);
        var rows = new HashSet<Transitions.Row>();
        Transitions.ROWS.forEach(row -> {
            reached.add(row.to());
            events.addAll(row.on());
            assertTrue(rows.add(row), row.toString());
        });
        assertEquals(EnumSet.allOf(State.class), reached);
        assertEquals(EnumSet.allOf(Event.class), events);
    }

    /** The last row of an undecided case applies if no other one does. */
    @Test
    void undecidedCaseIsInProgressIfNoGuardHolds() {
        for (var from : State.UNDECIDED) {
            for (var event : EnumSet.range(Event.AMENDED, Event.REEVALUATED)) {
                assertEquals(Optional.of(State.IN_PROGRESS),
                        Transitions.next(from, event, guard -> guard == Guard.SOMETHING_MISSING));
            }
        }
    }

    @Test
    void erasedCaseAllowsNoEvent() {
        assertEquals(List.of(), List.copyOf(Transitions.allowed(State.ERASED)));
    }
}
