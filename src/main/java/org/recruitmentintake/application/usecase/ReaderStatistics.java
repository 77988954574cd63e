package org.recruitmentintake.application.usecase;

import java.time.LocalDate;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.ReaderCount;
import org.recruitmentintake.application.port.ReaderLog;

/** How many cases each person read in a period, to find misuse. Shows nothing of a case. */
@ApplicationScoped
public class ReaderStatistics {

    private final ReaderLog readers;

    public ReaderStatistics(ReaderLog readers) {
        this.readers = readers;
    }

    /**
     * The readers of the most cases first.
     *
     * @param from the first day in Kyiv
     * @param to the last day in Kyiv
     * @param after the last row of the page before; null for the first page
     */
    public List<ReaderCount> list(LocalDate from, LocalDate to, ReaderCount after, int limit) {
        return readers.counts(Decisions.beginningOf(from), Decisions.beginningOf(to.plusDays(1)), after, limit);
    }
}
