package org.recruitmentintake.api.dto.request;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Identity;

/** What an identity document shows. */
public record IdentitySeen(
        @Size(max = 5) @UniqueElements List<@CountryCode String> citizenships,
        Boolean stateless,
        @NotNull Document.Kind kind,
        @NotNull @CountryCode String country,
        LocalDate validUntil) {

    void check(RequestRules rules, String at) {
        rules.checkCitizenshipSeen(at, citizenships, stateless);
        rules.checkExpiry(at + "/validUntil", validUntil);
    }

    Identity value() {
        return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                Boolean.TRUE.equals(stateless), new Document(kind, country, validUntil));
    }
}
