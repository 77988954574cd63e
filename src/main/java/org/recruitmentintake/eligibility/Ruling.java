package org.recruitmentintake.eligibility;

/** What a person may decide. */
public enum Ruling {
    SATISFIED, REFUSE, NEEDS_EVIDENCE
}
