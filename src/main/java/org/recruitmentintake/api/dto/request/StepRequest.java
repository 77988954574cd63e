package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/** A step to be recorded. */
public record StepRequest(@NotNull Step step,
        @NotNull LocalDate on, Visa visa) {
}
