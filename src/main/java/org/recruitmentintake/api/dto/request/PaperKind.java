package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Document;

/** An identity document without its number. */
public record PaperKind(@NotNull Document.Kind kind,
        @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode String country,
        LocalDate validUntil) {
}
