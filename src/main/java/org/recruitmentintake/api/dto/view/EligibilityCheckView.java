package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of a pre-check. */
@Schema(name = "EligibilityCheck",
        description = "Not a decision: what the rules say of facts that somebody merely declares.")
public record EligibilityCheckView(@Schema(required = true, description = "Always false.") boolean binding,
        @Schema(required = true) String text,
        @Schema(required = true) DecisionView decision, @Schema(required = true) List<NextStepView> nextSteps,
        @Schema(required = true, description = "What to know before applying.") List<AdvisoryView> advisories) {
}
