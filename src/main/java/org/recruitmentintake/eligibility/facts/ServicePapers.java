package org.recruitmentintake.eligibility.facts;

/** Whether the papers confirm or contradict the claimed service. */
public enum ServicePapers {
    CONFIRMED, CONTRADICTED
}
