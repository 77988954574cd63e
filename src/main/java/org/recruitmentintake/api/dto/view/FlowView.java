package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.Transitions;

/** The embassy-first flow and the transitions of a case. */
@Schema(name = "Flow", description = "The steps, and the transitions of a case.")
public record FlowView(@Schema(required = true) List<FlowStepView> steps,
        @Schema(required = true) List<Transitions.Row> transitions) {
}
