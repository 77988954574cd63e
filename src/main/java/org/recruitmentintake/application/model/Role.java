package org.recruitmentintake.application.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** The role of a client, of which it has exactly one. */
public enum Role {
    PORTAL, EMBASSY, RECRUITING_CENTRE, REVIEWER, PRIVACY, OPERATOR;

    /** The word in the token's {@code groups}. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The source as which this role attests evidence; empty if it may attest none. */
    public Optional<EvidenceSource> evidenceSource() {
        return Stream.of(EvidenceSource.values()).filter(source -> source.name().equals(name())).findFirst();
    }

    /** The role of that claim; empty if there is none. */
    public static Optional<Role> of(String claim) {
        return Stream.of(values()).filter(role -> role.claim().equals(claim)).findFirst();
    }
}
