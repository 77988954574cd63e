package org.recruitmentintake.application.usecase;

import java.util.List;

import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.StoredApplication;
import org.recruitmentintake.embassy.Step;

/** The result of an event on a case. Refusals are values; exceptions are for bugs and an unavailable database. */
public sealed interface ChangeResult {

    /** Committed; the case as it is now. */
    record Done(StoredApplication stored) implements ChangeResult {}

    /** There is no such case, or the client may not see it: the same answer for both. */
    record Missing() implements ChangeResult {}

    /** The case was changed since the caller read it. */
    record Stale() implements ChangeResult {}

    /** The client sees the case, but this is not its task. */
    record NotTheirTask(List<Fault> faults) implements ChangeResult {}

    /**
     * The state or the flow does not allow the event.
     *
     * @param steps those that may be recorded now
     */
    record NotNow(State state, List<Step> steps) implements ChangeResult {}

    /** The corrected step would put these later ones out of order. */
    record OutOfOrder(State state, List<Step> steps) implements ChangeResult {}

    /** The request does not fit the case. */
    record Unfit(List<Fault> faults) implements ChangeResult {}
}
