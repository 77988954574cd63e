package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.eligibility.facts.Presence;

/** The ground of lawful presence in Ukraine. */
public record LawfulStay(@NotNull Presence.Basis basis,
        LocalDate validUntil) {

    Presence value() { return new Presence(basis, validUntil); }
}
