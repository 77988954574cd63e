package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;

/** What a pre-check asks: an application without identity. */
@Schema(description = "As an application, without identity. Nothing of it is stored.")
public record EligibilityCheckRequest(
        @NotNull Route route,
        Branch branch,
        RankCategory rankCategory,
        LocalDate birthDate,
        @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. Left out or empty, with `stateless` not true: not known yet.") List<@Pattern(
                        regexp = CountryCode.FORM) @CountryCode String> citizenships,
        Boolean stateless,
        @Valid PaperKind document,
        @Valid Statement statement,
        @Valid Consents consents) {

    public Facts facts() {
        var said = statement == null ? Statement.NOTHING : statement;
        var identity = new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                Boolean.TRUE.equals(stateless),
                document == null ? null : new Document(document.kind(), document.country(), document.validUntil()));
        return said.facts(route, branch, rankCategory, identity, birthDate, consents);
    }
}
