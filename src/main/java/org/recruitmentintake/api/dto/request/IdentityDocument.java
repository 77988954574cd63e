package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;

/** The document that identifies the applicant. */
public record IdentityDocument(
        @NotNull(groups = Complete.class) Document.Kind kind,
        @NotNull(groups = Complete.class) @CountryCode String country,
        @NotBlank(groups = Complete.class) @Size(max = 40) String number,
        LocalDate validUntil) {

    /** Null while its kind or its country is missing. */
    Document value() {
        return kind == null || country == null ? null : new Document(kind, country, validUntil);
    }

    @Override
    public String toString() { return "IdentityDocument[sealed]"; }
}
