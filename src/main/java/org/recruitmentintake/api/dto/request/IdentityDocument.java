package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;

/** The document that identifies the applicant. */
@Schema(name = "IdentityDocument", description = "The document that identifies the applicant.")
public record IdentityDocument(
        @NotNull @Schema(description = "What kind of document it is.") Document.Kind kind,
        @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode @Schema(
                description = "Who issued it: ISO 3166-1 alpha-2, and `XK` for Kosovo.",
                examples = "CA") String country,
        @NotBlank @Size(max = 40) @Schema(
                description = "As the document writes it, in any script, with its signs. At least one letter or digit.",
                examples = "TEST12345") String number,
        @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {

    @Override
    public String toString() { return "IdentityDocument[sealed]"; }
}
