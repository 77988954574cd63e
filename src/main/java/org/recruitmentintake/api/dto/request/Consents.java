package org.recruitmentintake.api.dto.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/** The consents. Without the first nothing is stored at all. */
public record Consents(@NotNull @Valid ConsentDto dataProcessing, @Valid ConsentDto verification,
        @Valid ConsentDto polygraph) {
}
