package org.recruitmentintake.application.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The table of transitions: from, on, guard, to. The case, the {@code 409} answer, {@code GET /flow} and the diagram in
 * the docs read these rows. Rows are tried from the top; the first row with a guard that holds is taken.
 */
public final class Transitions {

    /** One row; an empty {@code from} is a new case. */
    public record Row(Set<State> from, Set<Event> on, Guard guard, State to) {}

    private static final Set<State> BEGINNING = EnumSet.noneOf(State.class);
    private static final Set<Event> CHANGES = EnumSet.range(Event.AMENDED, Event.REEVALUATED);

    public static final List<Row> ROWS = List.of(
            row(BEGINNING, EnumSet.of(Event.SUBMITTED), Guard.HAND_OVER_PASSED, State.ACCEPTED),
            row(BEGINNING, EnumSet.of(Event.SUBMITTED), Guard.REVIEW_NEEDED, State.IN_REVIEW),
            row(BEGINNING, EnumSet.of(Event.SUBMITTED), Guard.SOMETHING_MISSING, State.IN_PROGRESS),
            row(State.UNDECIDED, CHANGES, Guard.REFUSAL_CONFIRMED, State.REFUSED),
            row(State.UNDECIDED, CHANGES, Guard.HAND_OVER_PASSED, State.ACCEPTED),
            // A cleared applicant on the way is not sent back: a lost ground is flagged to the embassy instead.
            row(State.UNDECIDED, CHANGES, Guard.CLEARED_AND_TRAVELLING, State.CLEARED_FOR_TRAVEL),
            row(State.UNDECIDED, CHANGES, Guard.REVIEW_NEEDED, State.IN_REVIEW),
            row(State.UNDECIDED, CHANGES, Guard.CLEARED, State.CLEARED_FOR_TRAVEL),
            row(State.UNDECIDED, CHANGES, Guard.SOMETHING_MISSING, State.IN_PROGRESS),
            // To another embassy: no condition depends on the embassy.
            row(EnumSet.of(State.IN_PROGRESS), EnumSet.of(Event.TRANSFERRED), Guard.ALWAYS, State.IN_PROGRESS),
            row(EnumSet.of(State.IN_REVIEW), EnumSet.of(Event.TRANSFERRED), Guard.ALWAYS, State.IN_REVIEW),
            row(EnumSet.of(State.ACCEPTED), EnumSet.of(Event.FORWARDED), Guard.ALWAYS, State.FORWARDED),
            row(EnumSet.of(State.IN_PROGRESS, State.CLEARED_FOR_TRAVEL, State.IN_REVIEW, State.ACCEPTED,
                    State.FORWARDED), EnumSet.of(Event.WITHDRAWN), Guard.ALWAYS, State.WITHDRAWN),
            row(EnumSet.complementOf(EnumSet.of(State.ERASED)), EnumSet.of(Event.ERASED), Guard.ALWAYS, State.ERASED));

    private Transitions() {}

    /** The state after the event; empty if the event is not allowed. */
    public static Optional<State> next(State from, Event event, Predicate<Guard> holds) {
        return ROWS.stream()
                .filter(row -> row.on().contains(event)
                        && (from == null ? row.from().isEmpty() : row.from().contains(from)))
                .filter(row -> row.guard() == Guard.ALWAYS || holds.test(row.guard())).map(Row::to).findFirst();
    }

    /** The events that are allowed in a state. */
    public static Set<Event> allowed(State state) {
        var allowed = EnumSet.noneOf(Event.class);
        ROWS.stream().filter(row -> row.from().contains(state)).forEach(row -> allowed.addAll(row.on()));
        return allowed;
    }

    private static Row row(Set<State> from, Set<Event> on, Guard guard, State to) {
        return new Row(from, on, guard, to);
    }
}
