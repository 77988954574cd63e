package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/**
 * What a list is narrowed to; null narrows nothing.
 *
 * @param refusalProposed whether a person is asked to confirm a refusal; for reviewers
 * @param hasMatch whether another case of the document is handed over and not ruled apart, of undecided cases; for
 *            reviewers
 * @param turn whose turn it is
 * @param step a step that can be done now
 */
public record ListFilter(State state, Branch branch, String embassy, Boolean flagged, Boolean refusalProposed,
        Boolean hasMatch, EvidenceSource turn, TaskCode step) {

    /** Whether it asks for undecided cases only. */
    public boolean isUndecided() {
        return turn != null || step != null || State.UNDECIDED.contains(state);
    }

    /** Whether it narrows by what only reviewers may know. */
    public boolean forReviewers() {
        return refusalProposed != null || hasMatch != null;
    }
}
