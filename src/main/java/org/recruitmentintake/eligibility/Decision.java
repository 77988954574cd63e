package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The findings of all conditions, on one day at one gate.
 *
 * @param day the date in Kyiv whose rules were used
 * @param ruleSet the version of the rules
 * @param factsDigest digest of the facts that were judged; null in a pre-check, which is not kept
 * @param findings one for each condition, in the order of the list
 * @param nextEvaluation the next day on which time alone may change the decision; null if there is none
 */
public record Decision(LocalDate day, Gate gate, String ruleSet, String factsDigest, List<Finding> findings,
        LocalDate nextEvaluation) {

    /** The worst consequence of all findings. */
    public Consequence outcome() { return worst(findings); }

    /** The findings that all callers see: those of conditions that are not asked last. */
    public List<Finding> publicFindings() {
        return findings.stream().filter(finding -> !finding.askedLast()).toList();
    }

    /** Whether a reviewer has to decide, or has sent back a finding that only reviewers see. */
    public boolean needsReview() {
        return outcome().asksAPerson() || findings.stream()
                .anyMatch(finding -> finding.askedLast() && finding.consequence() != Consequence.PASS);
    }

    public boolean refused() { return findings.stream().anyMatch(Finding::refused); }

    public Optional<Finding> finding(String condition) {
        return findings.stream().filter(finding -> finding.condition().equals(condition)).findFirst();
    }

    public static Consequence worst(Collection<Finding> findings) {
        return findings.stream().map(Finding::consequence).max(Comparator.naturalOrder()).orElse(Consequence.PASS);
    }
}
