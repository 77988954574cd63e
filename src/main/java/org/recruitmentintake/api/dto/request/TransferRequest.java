package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a case is to go. */
@Schema(name = "TransferRequest", description = "The embassy that takes the case over.")
public record TransferRequest(
        @NotNull @Pattern(regexp = "[a-z]{2}(-[a-z]+){1,6}") @Size(max = 60) @Schema(
                description = "Id in `GET /v1/embassies`.", examples = "pl-warsaw") String embassy) {
}
