package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;

/** What a pre-check asks: an application without identity. */
public record EligibilityCheckRequest(
        @NotNull Route route,
        Branch branch,
        RankCategory rankCategory,
        LocalDate birthDate,
        @Size(max = 5) @UniqueElements List<@Pattern(
                regexp = CountryCode.FORM) @CountryCode String> citizenships,
        Boolean stateless,
        @Valid PaperKind document,
        @Valid Statement statement,
        @Valid Consents consents) implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        rules.citizenship("/citizenships", citizenships, stateless);
        rules.pastDay("/birthDate", birthDate);
        if (document != null) rules.lastDay("/document/validUntil", document.validUntil());
        if (statement != null) statement.check(rules);
        if (consents != null) consents.check(rules);
    }

    public Facts facts() {
        var said = statement == null ? Statement.NOTHING : statement;
        var identity = new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                Boolean.TRUE.equals(stateless),
                document == null ? null : new Document(document.kind(), document.country(), document.validUntil()));
        return said.facts(route, branch, rankCategory, identity, birthDate, consents);
    }
}
