package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecorder;

/** A step of the flow. */
@Schema(name = "FlowStep", description = "A step of the embassy route.")
public record FlowStepView(@Schema(required = true) int number, @Schema(required = true) Step step,
        @Schema(required = true) String text,
        @Schema(required = true) StepRecorder recordedBy, @Schema(required = true) List<Step> needs) {
}
