package org.recruitmentintake.eligibility;

/** A reviewer's ruling on a finding. */
public enum Ruling {
    SATISFIED, REFUSE, NEEDS_EVIDENCE
}
