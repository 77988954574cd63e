package org.recruitmentintake.api.dto.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.json.CountryCode;

/** A document to look for. */
@Schema(name = "LookupRequest", description = "An identity document. Neither logged nor stored.")
public record LookupRequest(
        @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode @Schema(
                description = "Who issued it: ISO 3166-1 alpha-2, and `XK` for Kosovo.",
                examples = "CA") String country,
        @NotBlank @Size(max = 40) @Schema(description = "However it is written.",
                examples = "TEST12345") String number) {

    @Override
    public String toString() { return "LookupRequest[sealed]"; }
}
