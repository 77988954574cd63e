package org.recruitmentintake.api.dto.request;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A consent, given or refused. */
@Schema(name = "Consent", description = "A consent, given or refused, and when.")
public record ConsentDto(@NotNull Boolean given,
        @NotNull @Schema(description = "When the applicant said so.") Instant at) {
}
