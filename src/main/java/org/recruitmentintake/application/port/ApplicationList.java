package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;

/** Lists and counts cases without opening anything that is sealed. */
public interface ApplicationList {

    /**
     * Summaries: first those that wait for the desk of the scope, the longest waiting first, then those that wait for
     * others, then decided ones.
     *
     * @param taken assignees are shown who have taken a case after that moment
     */
    List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, Instant taken);

    /** The number of undecided cases by state; a state without cases is left out. */
    Map<State, Long> countUndecided();
}
