package org.recruitmentintake.application.model;

import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The same filter with another embassy: the record of reads holds no unknown embassy, which could be any text. */
    public ListFilter withEmbassy(String known) {
        return new ListFilter(state, branch, known, flagged, refusalProposed, hasMatch, turn, step);
    }

    /** The members as codes, for example {@code state=IN_REVIEW branch=NATIONAL_GUARD}. */
    public String codes() {
        return Stream.of(code("state", state), code("branch", branch), code("embassy", embassy),
                code("attention", flagged), code("refusalProposed", refusalProposed), code("hasMatch", hasMatch),
                code("turn", turn), code("step", step)).filter(code -> !code.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String code(String name, Object value) { return value == null ? "" : name + "=" + value; }

    /** Whether only undecided cases can match. */
    public boolean isUndecided() {
        return turn != null || step != null || State.UNDECIDED.contains(state);
    }

    /** Whether only reviewers may use it. */
    public boolean isForReviewers() {
        return refusalProposed != null || hasMatch != null;
    }
}
