package org.recruitmentintake.eligibility.facts;

/** The two selection tests: passed, failed, or null if not taken yet. */
public record Selection(Boolean psychological, Boolean physical) {

    public boolean hasFailed() { return Boolean.FALSE.equals(psychological) || Boolean.FALSE.equals(physical); }

    public boolean hasPassed() { return Boolean.TRUE.equals(psychological) && Boolean.TRUE.equals(physical); }
}
