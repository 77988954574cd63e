package org.recruitmentintake.application.model;

import java.util.Optional;

/** What a client is there for. A client has exactly one. */
public enum Role {
    PORTAL(Client.PORTAL),
    EMBASSY(Client.EMBASSY),
    RECRUITING_CENTRE(Client.RECRUITING_CENTRE),
    REVIEWER(Client.REVIEWER),
    PRIVACY(Client.PRIVACY),
    OPERATOR(Client.OPERATOR);

    private final String claim;

    Role(String claim) {
        this.claim = claim;
    }

    /** The word in the token's {@code groups}. */
    public String claim() {
        return claim;
    }

    /** The role of that word; empty where there is none. */
    public static Optional<Role> of(String claim) {
        for (var role : values()) {
            if (role.claim.equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
