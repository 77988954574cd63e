package org.recruitmentintake.eligibility.facts;

/** The background check under Law 4019-IX. */
public enum SpecialCheck {
    PASSED, FAILED
}
