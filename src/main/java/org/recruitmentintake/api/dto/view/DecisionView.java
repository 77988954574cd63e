package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.Evidence;

/**
 * A decision as the caller may see it. Each condition is in {@code findings} or in {@code passed}.
 *
 * @param findings those that do not pass, that a reviewer has ruled on, or that the caller asked for
 * @param passed all other conditions, by verdict
 */
public record DecisionView(
        LocalDate day,
        Gate gate,
        String ruleSet,
        Consequence outcome,
        List<FindingView> findings,
        List<PassedView> passed) {

    /** A finding. The grounds of its condition are served with the conditions. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FindingView(
            String condition,
            Verdict verdict,
            Consequence consequence,
            String reason,
            String text,
            List<Evidence> missing,
            List<String> options,
            Boolean curable,
            Ruling ruling) {}

    /** The conditions that pass with one verdict. */
    public record PassedView(Verdict verdict, List<String> conditions) {}

    /**
     * @param seen the findings that the caller sees
     * @param asked conditions whose findings are shown even if they pass
     */
    public static DecisionView of(Decision decision, List<Finding> seen, Collection<String> asked,
            LanguageTexts texts) {
        var inFull = seen.stream().collect(Collectors.partitioningBy(finding -> !passes(finding)
                || finding.ruling() != null || asked.contains(finding.condition())));
        return new DecisionView(decision.day(), decision.gate(), decision.ruleSet(), Decision.worst(seen),
                inFull.get(true).stream().map(finding -> view(finding, texts)).toList(),
                passed(inFull.get(false)));
    }

    private static List<PassedView> passed(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(Finding::verdict, () -> new EnumMap<>(Verdict.class),
                        Collectors.mapping(Finding::condition, Collectors.toList())))
                .entrySet().stream().map(group -> new PassedView(group.getKey(), group.getValue())).toList();
    }

    private static FindingView view(Finding finding, LanguageTexts texts) {
        return new FindingView(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                passes(finding) ? null
                        : texts.text("reason." + finding.condition() + "." + finding.reason()),
                passes(finding) ? List.of() : finding.missing(), finding.options(), finding.curable() ? true : null,
                finding.ruling());
    }

    private static boolean passes(Finding finding) { return finding.consequence() == Consequence.PASS; }
}
