package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/**
 * The filter of a list; null members do not filter.
 *
 * @param refusalProposed whether a person is asked to confirm a refusal; for reviewers
 * @param hasMatch whether another case of the document is handed over and not ruled apart, of undecided cases; for
 *            reviewers
 * @param turn whose turn it is
 * @param step a step that can be done now
 */
public record ListFilter(State state, Branch branch, String embassy, Boolean flagged, Boolean refusalProposed,
        Boolean hasMatch, EvidenceSource turn, TaskCode step) {

    /** Whether only undecided cases can match. */
    public boolean isUndecided() {
        return turn != null || step != null || State.UNDECIDED.contains(state);
    }

    /** Whether only reviewers may use it. */
    public boolean isForReviewers() {
        return refusalProposed != null || hasMatch != null;
    }
}
