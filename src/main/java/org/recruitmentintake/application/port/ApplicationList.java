package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListRead;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;

/** Lists and counts cases without opening anything that is sealed. */
public interface ApplicationList {

    /**
     * Summaries: first those that wait for the desk of the scope, the longest waiting first, then those that wait for
     * others, then decided ones. The same statement records the read, unless a read of the same person by the same
     * filter, with at least as many rows, is recorded already.
     *
     * @param read the read, which is recorded with the number of rows
     * @param sameSince only a read after this moment counts as recorded already
     * @param expired an assignment at or before this moment no longer counts
     */
    List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, ListRead read,
            Instant sameSince, Instant expired);

    /** The number of undecided cases by state; a state without cases is left out. */
    Map<State, Long> countUndecided();
}
