package org.recruitmentintake.api.dto.request;

import java.time.Instant;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.eligibility.facts.Consent;

/** A consent, given or refused. */
public record ConsentDto(
        @NotNull(groups = Complete.class) Boolean given,
        @NotNull(groups = Complete.class) Instant at) {

    /** @param now the moment if none is stated */
    Consent value(Instant now) {
        return given == null ? null : new Consent(given, at == null ? now : at);
    }
}
