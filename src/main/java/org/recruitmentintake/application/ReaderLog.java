package org.recruitmentintake.application;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.recruitmentintake.application.JournalEntry.Action;

/** Who has read what, as the journals of all cases say. */
public interface ReaderLog {

    /** A person's reads of one case, in one way. */
    record CaseReader(String client, String person, String role, Action action, long times, Instant first,
            Instant last) {
    }

    /**
     * A person's reads in a period.
     *
     * @param cases how many different cases
     * @param reads how many entries; repeated reads within minutes are one
     */
    record ReaderCount(String client, String person, String role, long cases, long reads, Instant last) {
    }

    /** The readers of a case, the first reader first. */
    List<CaseReader> ofCase(UUID application);

    /**
     * The readers of the most cases first.
     *
     * @param from the first moment of the period
     * @param to the first moment after it
     * @param after the last row of the page before; null for the first page
     */
    List<ReaderCount> counts(Instant from, Instant to, ReaderCount after, int limit);
}
