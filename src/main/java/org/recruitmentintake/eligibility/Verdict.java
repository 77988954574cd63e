package org.recruitmentintake.eligibility;

/**
 * The state of knowledge about a condition. {@code UNKNOWN} is never read as met or as unmet; {@code DEFERRED} is not
 * due at this gate.
 */
public enum Verdict {
    MET, UNMET, UNKNOWN, DEFERRED, NOT_APPLICABLE
}
