package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Identity;

/** What an identity document shows. */
@Schema(name = "IdentitySeen",
        description = "What the identity document shows; its number is compared on paper, and not sent.")
public record IdentitySeen(
        @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo.") List<@jakarta.validation.constraints.Pattern(
                        regexp = CountryCode.FORM) @CountryCode String> citizenships,
        Boolean stateless,
        @NotNull Document.Kind kind,
        @NotNull @jakarta.validation.constraints.Pattern(regexp = CountryCode.FORM) @CountryCode String country,
        @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {

    Identity value() {
        return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                Boolean.TRUE.equals(stateless),
                new Document(kind, country, validUntil));
    }
}
