package org.recruitmentintake.eligibility.facts;

/** Who can bring a piece of evidence. */
public enum EvidenceSource {
    APPLICANT, EMBASSY, RECRUITING_CENTRE, REVIEWER
}
