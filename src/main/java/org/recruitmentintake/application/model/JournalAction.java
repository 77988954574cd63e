package org.recruitmentintake.application.model;

import java.util.EnumSet;
import java.util.Set;

/** What a client or the service can do with a case. */
public enum JournalAction {
    SUBMITTED, READ, STEP_RECORDED, EVIDENCE_RECORDED, AMENDED, RESOLVED, REEVALUATED, ACCEPTED, FORWARDED,
    RESUBMITTED, WITHDRAWN, ERASED, JOURNAL_READ, REPLAYED, STEP_CORRECTED, RULING_PREVIEWED, LOOKED_UP, DISCLOSED,
    TRANSFERRED, TAKEN, GIVEN_BACK;

    /** Reads of a case: repeated ones are one entry, and they are counted by reader. */
    public static final Set<JournalAction> READS = EnumSet.of(READ, JOURNAL_READ, REPLAYED, RULING_PREVIEWED, LOOKED_UP,
            DISCLOSED);
}
