package org.recruitmentintake.application;

import java.util.List;
import java.util.Set;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Kept;
import org.recruitmentintake.application.Transitions.Event;
import org.recruitmentintake.embassy.Step;

/** How an event on a case ended. Refusals are values; an exception would be a bug or a broken database. */
public sealed interface Change {

    /** Done and committed: the case as it is now. */
    record Done(Kept kept) implements Change {
    }

    /** There is no such case, or it is not theirs to see: the same answer for both. */
    record Missing() implements Change {
    }

    /** Somebody else has changed the case since the caller read it. */
    record Stale() implements Change {
    }

    /** They see the case, but this is not their task. */
    record NotTheirTask() implements Change {
    }

    /** The state, or the flow, does not allow it: what is allowed instead. */
    record NotNow(State state, Set<Event> allowed, List<Step> steps) implements Change {
    }

    /** What was sent does not fit the case. */
    record Unfit(List<Fault> faults) implements Change {
    }

    /** What is wrong with what was sent: where (a JSON pointer) and a stable code; never the value. */
    record Fault(String pointer, String code) {
    }
}
