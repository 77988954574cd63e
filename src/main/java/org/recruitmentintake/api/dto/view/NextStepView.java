package org.recruitmentintake.api.dto.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** Something to do next. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "NextStep",
        description = "Something that would bring the case on, in the order in which a person would follow it.")
public record NextStepView(
        @Schema(required = true, description = "`STEP_…`, `EVIDENCE_…` or `DECISION`.",
                examples = "EVIDENCE_PRESENCE") String id,
        @Schema(required = true) String text,
        @Schema(required = true,
                description = "Who can do it: the applicant, or the desk that records it.") List<EvidenceSource> who,
        @Schema(description = "The field of the body that states it, as a JSON pointer; absent for a step of the embassy route and for a decision.",
                examples = "/statement/presence") String field,
        @Schema(description = "The conditions that wait for it.") List<String> conditions,
        @Schema(description = "What must come first; absent where it can be done now.") List<String> blockedBy) {

    public static NextStepView of(NextStep step, Texts texts, String language) {
        return new NextStepView(step.id(), texts.text(language, "step." + step.id()), step.who(),
                FormField.ofNextStep(step.id()),
                step.conditions(), step.blockedBy());
    }
}
