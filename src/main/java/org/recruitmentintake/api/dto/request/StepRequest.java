package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/** A step to be recorded. */
@Schema(name = "StepRequest",
        description = "A step of the embassy route. `visa` belongs to the step `VISA` and to no other.")
public record StepRequest(@NotNull Step step,
        @NotNull @Schema(description = "The day on which it was done, in Kyiv.") LocalDate on, Visa visa) {
}
