package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A decision as somebody may see it. */
@Schema(name = "Decision", description = "What all conditions together came to, on one day at one gate.")
public record DecisionView(
        @Schema(required = true, description = "The date in Kyiv whose rules were used.") LocalDate day,
        @Schema(required = true,
                description = "`CLEARANCE`: may the embassy give travel instructions? `HAND_OVER`: is it a valid application?") Gate gate,
        @Schema(required = true, description = "The version of the rules.") String ruleSet,
        @Schema(required = true,
                description = "The worst consequence of the findings that are shown. A program never refuses: it proposes, and a person confirms.") Consequence outcome,
        @Schema(required = true,
                description = "One for every condition, not only for those that fail. Those of `special-check` and `possible-duplicate` are shown to reviewers only.") List<FindingView> findings) {

    /** A finding. The grounds of its condition are served with the conditions. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Finding", description = "What a condition came to.")
    public record FindingView(
            @Schema(required = true, examples = "lawful-presence") String condition,
            @Schema(required = true) Verdict verdict,
            @Schema(required = true) Consequence consequence,
            @Schema(required = true, description = "Stable code of how the condition ended.",
                    examples = "presence-not-seen") String reason,
            @Schema(description = "The reason, for a person to read; absent where the finding passes.") String text,
            @Schema(description = "What would settle it, and who can bring it.") List<Wanted> missing,
            @Schema(description = "What could be chosen instead.") List<String> options,
            @Schema(description = "Whether new evidence could still turn it.") Boolean curable,
            @Schema(description = "How a person has decided.") Ruling ruling) {
    }

    /** Missing evidence. */
    @Schema(name = "Wanted", description = "Evidence that would settle it, and who can bring it.")
    public record Wanted(@Schema(required = true) Evidence evidence, @Schema(required = true) List<EvidenceSource> by) {
    }

    /** @param findings those that the caller sees */
    public static DecisionView of(Decision decision, List<Finding> findings, Texts texts, String language) {
        return new DecisionView(decision.day(), decision.gate(), decision.ruleSet(), Decision.worst(findings),
                findings.stream().map(finding -> view(finding, texts, language)).toList());
    }

    private static FindingView view(Finding finding, Texts texts, String language) {
        // What passes needs no sentence and misses nothing now, and an answer stays small: its condition has a label.
        var passes = finding.consequence() == Consequence.PASS;
        return new FindingView(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                passes ? null : texts.text(language, "reason." + finding.condition() + "." + finding.reason()),
                passes ? List.of()
                        : finding.missing().stream().map(evidence -> new Wanted(evidence, evidence.sources())).toList(),
                finding.options(),
                finding.curable() ? true : null, finding.ruling());
    }
}
