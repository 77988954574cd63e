package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;

/** An identity document without its number. */
@Schema(name = "PaperKind", description = "An identity document without its number.")
public record PaperKind(@NotNull Document.Kind kind,
        @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode @Schema(
                description = "ISO 3166-1 alpha-2, and `XK` for Kosovo.") String country,
        @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {
}
