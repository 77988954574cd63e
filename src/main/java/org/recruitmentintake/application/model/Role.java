package org.recruitmentintake.application.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** What a client is there for. A client has exactly one. */
public enum Role {
    PORTAL, EMBASSY, RECRUITING_CENTRE, REVIEWER, PRIVACY, OPERATOR;

    /** The word in the token's {@code groups}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As whom a client of this role attests evidence; empty where it may attest none. */
    public Optional<EvidenceSource> evidenceSource() {
        return Stream.of(EvidenceSource.values()).filter(source -> source.name().equals(name())).findFirst();
    }

    /** The role of that word; empty where there is none. */
    public static Optional<Role> of(String claim) {
        return Stream.of(values()).filter(role -> role.claim().equals(claim)).findFirst();
    }
}
