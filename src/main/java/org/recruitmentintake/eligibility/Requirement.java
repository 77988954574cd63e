package org.recruitmentintake.eligibility;

import java.util.Set;

import org.recruitmentintake.eligibility.facts.Evidence;

/** What a finding tells of its condition. */
public interface Requirement {

    /** Stable, in lower case with hyphens. */
    String id();

    /** Whether it is judged only when every other condition passes at the gate. Its findings are for reviewers only. */
    default boolean askedLast() {
        return false;
    }

    /** What a case that is sent back for evidence waits for; such a ruling ends with the next attestation of it. */
    Set<Evidence> evidence();
}
