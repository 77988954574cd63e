package org.recruitmentintake.eligibility.facts;

/** What the papers say of the claimed service. */
public enum ServicePapers {
    CONFIRMED, CONTRADICTED
}
