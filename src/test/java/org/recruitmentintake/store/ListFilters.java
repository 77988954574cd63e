package org.recruitmentintake.store;

import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** Filters of lists that restrict only the named members. */
final class ListFilters {

    /** Lists every case that the client may see. */
    static final ListFilter NONE = of(null, null, null);

    private ListFilters() {}

    static ListFilter inState(State state) {
        return of(state, null, null);
    }

    static ListFilter turnOf(EvidenceSource turn) {
        return of(null, turn, null);
    }

    static ListFilter withStep(TaskCode step) {
        return of(null, null, step);
    }

    static ListFilter of(State state, EvidenceSource turn, TaskCode step) {
        return new ListFilter(state, null, null, null, null, null, turn, step);
    }

    static ListFilter refusalProposed(boolean proposed) {
        return new ListFilter(null, null, null, null, proposed, null, null, null);
    }

    static ListFilter hasMatch(boolean match) {
        return new ListFilter(null, null, null, null, null, match, null, null);
    }
}
