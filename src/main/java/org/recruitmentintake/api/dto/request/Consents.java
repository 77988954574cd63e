package org.recruitmentintake.api.dto.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The consents. Without the first nothing is stored at all. */
@Schema(name = "Consents",
        description = "Without the consent to the processing of personal data nothing is stored at all.")
public record Consents(@NotNull @Valid ConsentDto dataProcessing, @Valid ConsentDto verification,
        @Valid ConsentDto polygraph) {
}
