package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;

/** The document that identifies the applicant. */
public record IdentityDocument(
        @NotNull Document.Kind kind,
        @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode String country,
        @NotBlank @Size(max = 40) String number,
        LocalDate validUntil) {

    @Override
    public String toString() { return "IdentityDocument[sealed]"; }
}
