package org.recruitmentintake.eligibility.facts;

/** A spent conviction and a pending charge are for a person to weigh. */
public enum Convictions {
    NONE, SPENT, PENDING, CONVICTED
}
