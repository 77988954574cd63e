package org.recruitmentintake.eligibility;

/**
 * What is known about a condition. {@code UNKNOWN} never counts as met or unmet; {@code DEFERRED} is not due at this
 * gate.
 */
public enum Verdict {
    MET, UNMET, UNKNOWN, DEFERRED, NOT_APPLICABLE
}
