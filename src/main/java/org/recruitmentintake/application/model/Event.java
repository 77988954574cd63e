package org.recruitmentintake.application.model;

/** What can happen to a case. */
public enum Event {
    SUBMITTED, AMENDED, STEP_RECORDED, EVIDENCE_RECORDED, RESOLVED, REEVALUATED, TRANSFERRED, FORWARDED, WITHDRAWN,
    ERASED
}
