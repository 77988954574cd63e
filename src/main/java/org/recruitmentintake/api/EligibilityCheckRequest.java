package org.recruitmentintake.api;

import org.recruitmentintake.api.ApplicationRequest.Consents;
import org.recruitmentintake.api.ApplicationRequest.Statement;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.Branch;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Identity;

/** What a pre-check asks: an application without identity. */
@Schema(description = "As an application, without identity. Nothing of it is stored.")
public record EligibilityCheckRequest(
        @NotNull Route route,
        Branch branch,
        RankCategory rankCategory,
        LocalDate birthDate,
        @Size(max = 5) @UniqueElements @Schema(description = "ISO 3166 alpha-2 codes; empty for a stateless person.") List<@Pattern(regexp = "[A-Z]{2}") String> citizenships,
        Boolean stateless,
        @Valid PaperKind document,
        @Valid Statement statement,
        @Valid Consents consents) {

    /** An identity document without its number. */
    @Schema(name = "PaperKind", description = "An identity document without its number.")
    public record PaperKind(@NotNull Document.Kind kind, @NotNull @Pattern(regexp = "[A-Z]{2}") String country, @NotNull LocalDate validUntil) {
    }

    Facts facts() {
        var said = statement == null ? Statement.NOTHING : statement;
        var identity = new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships), Boolean.TRUE.equals(stateless),
                document == null ? null : new Document(document.kind(), document.country(), document.validUntil()));
        return said.facts(route, branch, rankCategory, identity, birthDate, consents);
    }
}
