package org.recruitmentintake.application.model;

/** What can be done to a case. */
public enum JournalAction {
    SUBMITTED, READ, STEP_RECORDED, EVIDENCE_RECORDED, AMENDED, RESOLVED, REEVALUATED, ACCEPTED, FORWARDED,
    RESUBMITTED, WITHDRAWN, ERASED, JOURNAL_READ, REPLAYED
}
