package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.eligibility.facts.Presence;

/** The ground of lawful presence in Ukraine. */
public record LawfulStay(@NotNull(groups = Complete.class) Presence.Basis basis, LocalDate validUntil) {

    Presence value() { return basis == null ? null : new Presence(basis, validUntil); }
}
