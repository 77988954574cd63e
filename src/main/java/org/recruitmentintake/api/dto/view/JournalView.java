package org.recruitmentintake.api.dto.view;

import java.util.List;

/** The journal of a case. */
public record JournalView(List<JournalEntryView> entries, Integer next) {

    /** Entries of one page. */
    public static final int MOST_ENTRIES = 1_000;
}
