package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The journal of a case. */
@Schema(name = "Journal",
        description = "The journal of an application, the first entry first; follow `next` until it is absent.")
public record JournalView(
        @Schema(required = true, maxItems = JournalView.MOST_ENTRIES) List<JournalEntryView> entries,
        @Schema(description = "`after` of the next page; absent on the last.") Integer next) {

    /** Entries of one page. */
    public static final int MOST_ENTRIES = 1_000;
}
