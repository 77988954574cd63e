package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/** A decision as the caller may see it. */
public record DecisionView(
        LocalDate day,
        Gate gate,
        String ruleSet,
        Consequence outcome,
        List<FindingView> findings) {

    /** A finding. The grounds of its condition are served with the conditions. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FindingView(
            String condition,
            Verdict verdict,
            Consequence consequence,
            String reason,
            String text,
            List<Wanted> missing,
            List<String> options,
            Boolean curable,
            Ruling ruling) {
    }

    /** Missing evidence, and who can bring it. */
    public record Wanted(Evidence evidence, List<EvidenceSource> by) {
    }

    /** @param findings those that the caller sees */
    public static DecisionView of(Decision decision, List<Finding> findings, Route route, Texts texts,
            String language) {
        return new DecisionView(decision.day(), decision.gate(), decision.ruleSet(), Decision.worst(findings),
                findings.stream().map(finding -> view(finding, route, texts, language)).toList());
    }

    private static FindingView view(Finding finding, Route route, Texts texts, String language) {
        // A finding that passes needs no sentence: the form shows the label of its condition. This keeps answers small.
        var passes = finding.consequence() == Consequence.PASS;
        return new FindingView(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                passes ? null : texts.text(language, "reason." + finding.condition() + "." + finding.reason()),
                passes ? List.of()
                        : finding.missing().stream().map(evidence -> new Wanted(evidence, evidence.sources(route)))
                                .toList(),
                finding.options(),
                finding.curable() ? true : null, finding.ruling());
    }
}
