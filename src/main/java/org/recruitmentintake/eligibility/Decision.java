package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all conditions together came to, on one day at one gate.
 *
 * @param day the date in Kyiv whose rules were used
 * @param ruleSet the version of the rules
 * @param factsDigest digest of the facts that were judged
 * @param findings one for each condition, in the order in which a person would ask
 * @param nextEvaluation the next day on which time alone may change it; null where there is none
 */
public record Decision(LocalDate day, Gate gate, String ruleSet, String factsDigest, List<Finding> findings, LocalDate nextEvaluation) {

    /** The worst consequence of all findings. */
    public Consequence outcome() { return outcome(finding -> true); }

    /** The outcome as those see it who may not see hidden findings. */
    public Consequence shownOutcome() { return outcome(finding -> !finding.hidden()); }

    public boolean refused() { return findings.stream().anyMatch(Finding::refused); }

    public Optional<Finding> finding(String condition) {
        return findings.stream().filter(finding -> finding.condition().equals(condition)).findFirst();
    }

    private Consequence outcome(Predicate<Finding> counts) {
        return Consequence.worst(findings.stream().filter(counts).map(Finding::consequence));
    }
}
