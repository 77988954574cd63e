package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.eligibility.facts.PolygraphGrounds;

/** Grounds other than the rank on which a polygraph is mandatory. */
public record PolygraphGroundsDto(@NotNull Boolean stateSecrets, @NotNull Boolean doubtfulData) {

    PolygraphGrounds value() { return new PolygraphGrounds(stateSecrets, doubtfulData); }
}
