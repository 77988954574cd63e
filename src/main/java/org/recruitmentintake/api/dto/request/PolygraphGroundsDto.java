package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.eligibility.facts.PolygraphGrounds;

/** Grounds other than the rank on which a polygraph is mandatory. */
public record PolygraphGroundsDto(@NotNull(groups = Complete.class) Boolean stateSecrets,
        @NotNull(groups = Complete.class) Boolean doubtfulData) {

    PolygraphGrounds value() {
        return stateSecrets == null || doubtfulData == null ? null : new PolygraphGrounds(stateSecrets, doubtfulData);
    }
}
