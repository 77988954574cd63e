package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A person's answer to a finding. */
@Schema(name = "ResolutionRequest",
        description = "A person's answer to one finding. A review can be satisfied, refused or sent back; a proposed refusal refused or sent back; a hold is never overridden.")
public record ResolutionRequest(@NotNull @Size(max = 60) @Schema(examples = "no-conviction") String condition,
        @NotNull Ruling ruling,
        @NotNull Reason reason) {
}
