package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.eligibility.facts.PolygraphGrounds;

/** Why a polygraph may be mandatory beside the rank. */
public record PolygraphGroundsDto(@NotNull Boolean stateSecrets, @NotNull Boolean doubtfulData) {

    PolygraphGrounds value() { return new PolygraphGrounds(stateSecrets, doubtfulData); }
}
