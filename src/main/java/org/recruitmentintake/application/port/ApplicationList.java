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
     * others, then decided ones. The read is recorded in the same statement, unless the same person has read as many
     * rows by the same filter before.
     *
     * @param read the read, which is recorded with the number of rows
     * @param sameSince a read like one since that moment is not recorded again
     * @param taken assignees are shown if they have taken the case after that moment
     */
    List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, ListRead read,
            Instant sameSince, Instant taken);

    /** The number of undecided cases by state; a state without cases is left out. */
    Map<State, Long> countUndecided();
}
