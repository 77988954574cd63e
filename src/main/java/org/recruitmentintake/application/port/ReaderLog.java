package org.recruitmentintake.application.port;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.model.ReaderCount;

/** Reads of cases, from their journals, and of lists. */
public interface ReaderLog {

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
