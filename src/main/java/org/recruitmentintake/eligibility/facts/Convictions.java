package org.recruitmentintake.eligibility.facts;

/** The result of the check of convictions. */
public enum Convictions {
    NONE, SPENT, PENDING, CONVICTED
}
