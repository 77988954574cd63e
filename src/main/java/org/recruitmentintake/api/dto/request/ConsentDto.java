package org.recruitmentintake.api.dto.request;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

/** A consent, given or refused. */
public record ConsentDto(@NotNull Boolean given,
        @NotNull Instant at) {
}
