package org.recruitmentintake.application.model;

import org.recruitmentintake.eligibility.facts.Branch;

/**
 * What a list is narrowed to; null narrows nothing.
 *
 * @param refusalProposed whether a person is asked to confirm a refusal; for reviewers
 * @param hasMatch whether another case of the document is handed over and not ruled apart, of undecided cases; for reviewers
 */
public record ListFilter(State state, Branch branch, String embassy, Boolean flagged, Boolean refusalProposed,
        Boolean hasMatch) {

    /** Whether it narrows by what only reviewers may know. */
    public boolean forReviewers() {
        return refusalProposed != null || hasMatch != null;
    }
}
