package org.recruitmentintake.eligibility;

import java.util.Set;

import org.recruitmentintake.eligibility.facts.Evidence;

/** The part of a condition that its findings use. */
public interface Requirement {

    /** Stable, in lower case with hyphens. */
    String id();

    /** Whether it is judged only if every other condition passes at the gate; only reviewers see its findings. */
    default boolean askedLast() {
        return false;
    }

    /** The evidence that NEEDS_EVIDENCE waits for; that ruling ends with the next attestation of it. */
    Set<Evidence> evidence();
}
