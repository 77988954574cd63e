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
     * @param read the read, whose entry says how many rows there were
     * @param sameSince an earlier equal read counts from that moment
     * @param taken assignees are shown who have taken a case after that moment
     */
    List<ApplicationSummary> find(ListScope scope, ListFilter filter, Cursor after, int limit, ListRead read,
            Instant sameSince, Instant taken);

    /** The number of undecided cases by state; a state without cases is left out. */
    Map<State, Long> countUndecided();
}
