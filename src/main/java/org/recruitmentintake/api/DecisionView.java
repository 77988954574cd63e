package org.recruitmentintake.api;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.NextStep;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Evidence.Settler;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Finding.Consequence;
import org.recruitmentintake.eligibility.Finding.Verdict;
import org.recruitmentintake.eligibility.Inquiry.Gate;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;

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

    /** A finding. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "Finding", description = "What a condition came to.")
    public record FindingView(
            @Schema(required = true, examples = "lawful-presence") String condition,
            @Schema(required = true) Verdict verdict,
            @Schema(required = true) Consequence consequence,
            @Schema(required = true, description = "Stable code of how the condition ended.",
                    examples = "presence-not-seen") String reason,
            @Schema(required = true, description = "The reason, for a person to read.") String text,
            @Schema(description = "What would settle it, and who can bring it.") List<Wanted> missing,
            @Schema(description = "What could be chosen instead.") List<String> options,
            @Schema(description = "Whether new evidence could still turn it.") Boolean curable,
            @Schema(description = "How a person has decided.") Ruling ruling,
            @Schema(required = true, description = "The grounds it stands on.") List<CitationView> citations) {
    }

    /** Missing evidence. */
    @Schema(name = "Wanted", description = "Evidence that would settle it, and who can bring it.")
    public record Wanted(@Schema(required = true) Evidence evidence, @Schema(required = true) List<Settler> by) {
    }

    /** A ground. */
    @Schema(name = "Citation", description = "The ground of a rule.")
    public record CitationView(
            @Schema(required = true) Citation.Kind kind,
            @Schema(required = true, examples = "Decree 84/2024") String act,
            @Schema(description = "Article or paragraph.") String place,
            @Schema(required = true) LocalDate inForceFrom,
            LocalDate inForceTo,
            String link,
            @Schema(description = "When a person last compared the rule with the text; absent until somebody has.") LocalDate lastVerified) {

        static CitationView of(Citation citation) {
            return new CitationView(citation.kind(), citation.act(), citation.place(), citation.inForceFrom(),
                    citation.inForceTo(), citation.link(),
                    citation.lastVerified());
        }
    }

    /** Something to know. */
    @Schema(name = "Advisory", description = "Something that the applicant should know; it changes no outcome.")
    public record AdvisoryView(
            @Schema(required = true, examples = "contract-terms") String id,
            @Schema(required = true, description = "First day of what it says.") LocalDate since,
            @Schema(required = true) String text,
            @Schema(description = "Where it is said; absent where no single text is known.") CitationView citation) {

        static List<AdvisoryView> of(LocalDate day, Facts facts, Texts texts, String language) {
            return Advisory.on(day, facts).stream()
                    .map(advisory -> new AdvisoryView(advisory.id(), advisory.since(),
                            texts.text(language, "advisory." + advisory.id()
                                    + (advisory.country() == null ? "" : "." + advisory.country())),
                            advisory.citation() == null ? null : CitationView.of(advisory.citation())))
                    .toList();
        }
    }

    /** Something to do next. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "NextStep",
            description = "Something that would bring the case on, in the order in which a person would follow it.")
    public record NextStepView(
            @Schema(required = true, description = "`STEP_…`, `EVIDENCE_…` or `DECISION`.",
                    examples = "EVIDENCE_PRESENCE") String id,
            @Schema(required = true) String text,
            @Schema(required = true,
                    description = "Who can do it: the applicant, or the desk that records it.") List<Settler> who,
            @Schema(description = "The field of the body that states it, as a JSON pointer; absent for a step of the embassy route and for a decision.",
                    examples = "/statement/presence") String field,
            @Schema(description = "The conditions that wait for it.") List<String> conditions,
            @Schema(description = "What must come first; absent where it can be done now.") List<String> blockedBy) {

        static NextStepView of(NextStep step, Texts texts, String language) {
            return of(step, FormField.ofNextStep(step.id()), texts, language);
        }

        static NextStepView ofPreCheck(NextStep step, Texts texts, String language) {
            return of(step, FormField.inPreCheck(FormField.ofNextStep(step.id())), texts, language);
        }

        private static NextStepView of(NextStep step, String field, Texts texts, String language) {
            return new NextStepView(step.id(), texts.text(language, "step." + step.id()), step.who(), field,
                    step.conditions(), step.blockedBy());
        }
    }

    /** @param findings those that the caller sees */
    static DecisionView of(Decision decision, List<Finding> findings, Texts texts, String language) {
        return new DecisionView(decision.day(), decision.gate(), decision.ruleSet(), Decision.worst(findings),
                findings.stream().map(finding -> view(finding, texts, language)).toList());
    }

    private static FindingView view(Finding finding, Texts texts, String language) {
        return new FindingView(finding.condition(), finding.verdict(), finding.consequence(), finding.reason(),
                texts.text(language, "reason." + finding.condition() + "." + finding.reason()),
                finding.missing().stream().map(evidence -> new Wanted(evidence, evidence.settlers())).toList(),
                finding.options(),
                finding.curable() ? true : null, finding.ruling(),
                Conditions.find(finding.condition())
                        .map(condition -> condition.citations().stream().map(CitationView::of).toList())
                        .orElse(List.of()));
    }
}
