package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.facts.Presence;

/** The ground of being in Ukraine lawfully. */
@Schema(name = "LawfulStay", description = "Lawful presence, not residence.")
public record LawfulStay(@NotNull Presence.Basis basis,
        @Schema(description = "Last day; left out where the ground has no end.") LocalDate validUntil) {

    Presence value() { return new Presence(basis, validUntil); }
}
