package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The findings of all conditions, on one day at one gate.
 *
 * @param day the date in Kyiv whose rules were used
 * @param ruleSet the version of the rules
 * @param factsDigest digest of the facts that were judged
 * @param findings one for each condition, in the order of the list
 * @param nextEvaluation the next day on which time alone may change the decision; null if there is none
 */
public record Decision(LocalDate day, Gate gate, String ruleSet, String factsDigest, List<Finding> findings,
        LocalDate nextEvaluation) {

    // A document without an expiry may say 9999-12-31; the day after is no evaluation day.
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /**
     * Evaluates every condition. The same code serves pre-checks, submissions, changes and replays. Conditions asked
     * last are judged only if all others pass.
     *
     * @param conditions the list of conditions
     */
    public static Decision by(List<Condition> conditions, Assessment assessment) {
        var byCondition = new HashMap<Condition, Finding>();
        conditions.stream().filter(condition -> !condition.askedLast())
                .forEach(condition -> byCondition.put(condition, condition.judge(assessment)));
        var othersPass = worst(byCondition.values()) == Consequence.PASS;
        conditions.stream().filter(Condition::askedLast)
                .forEach(condition -> byCondition.put(condition, othersPass ? condition.judge(assessment)
                        : assessment.finding(condition, Outcome.ASKED_LAST)));
        var findings = conditions.stream().map(byCondition::get).toList();
        var next = conditions.stream()
                .flatMap(condition -> Stream.concat(condition.turningDays(assessment.facts()),
                        condition.changes().stream()))
                .filter(day -> day.isAfter(assessment.day()) && !day.isAfter(LAST_DAY)).min(Comparator.naturalOrder())
                .orElse(null);
        return new Decision(assessment.day(), assessment.gate(), Rules.VERSION, Assessment.digest(assessment.facts()),
                findings, next);
    }

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
