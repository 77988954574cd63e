package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A person's answer to a finding. */
public record ResolutionRequest(@NotNull @Size(max = 60) String condition,
        @NotNull Ruling ruling,
        @NotNull Reason reason) {
}
