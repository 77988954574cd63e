package org.recruitmentintake.application.port;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.Journal;
import org.recruitmentintake.application.model.JournalVerification;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.ListScope;
import org.recruitmentintake.application.model.State;

/** Looking over all cases, and over the journal of one. */
public interface Register {

    /**
     * Summaries: first those that wait for the desk of the scope, the longest waiting first, then those that wait for
     * others, then decided ones.
     *
     * @param taken assignees are shown who have taken a case after that moment
     */
    List<ApplicationSummary> list(ListScope scope, ListFilter filter, Cursor after, int limit, Instant taken);

    /** Ids of undecided cases that are due on that day, or were decided under another rule set. */
    List<UUID> due(LocalDate day, String ruleSet, int limit);

    /** How many cases are undecided, by state; a state that no case is in is left out. */
    Map<State, Long> undecided();

    /** Ids of cases in that state that nothing has changed since before then, the longest unchanged first. */
    List<UUID> idle(State state, Instant before, int limit);

    /** Forgets idempotency keys that are older, by the database's clock, which dated them; says how many. */
    int forgetKeys(Duration age, int limit);

    /**
     * Rewraps the data keys of the next cases that are wrapped with a retired key.
     *
     * @return the last of them, to go on after; empty if there was none
     */
    Optional<UUID> rewrap(UUID after, int limit);

    /** Does the work unless another replica is at it; says whether it did. */
    boolean alone(String job, Runnable work);

    /** So many entries of the journal of a case that come after that number. */
    Optional<Journal> journal(UUID application, int after, int limit);

    /**
     * Checks so many entries of the journal of a case that come after that number, whose hash is taken as it stands.
     */
    Optional<JournalVerification> verifyJournal(UUID application, int after, int limit);

}
