package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.Set;

import org.recruitmentintake.eligibility.facts.Attestation;

/**
 * The caller: the client of the token, the person behind it, its role, and its binding.
 *
 * @param id the client id; an application belongs to the client that posted it
 * @param person the person who uses the client; the client id for machines, and for every portal
 * @param embassies ids of the embassies it acts for; empty unless it is an embassy
 * @param branches names of the branches it recruits for; empty unless it is a recruiting centre
 */
public record Client(String id, String person, Role role, Set<String> embassies, Set<String> branches) {

    // As constants, so that an annotation can name them.
    public static final String PORTAL = "portal";
    public static final String EMBASSY = "embassy";
    public static final String RECRUITING_CENTRE = "recruiting-centre";
    public static final String REVIEWER = "reviewer";
    public static final String PRIVACY = "privacy";
    public static final String OPERATOR = "operator";

    public Client {
        // The subject of a portal's token could be an applicant, and the journal is never erased.
        person = role == Role.PORTAL ? id : person;
        embassies = Set.copyOf(embassies);
        branches = Set.copyOf(branches);
    }

    /** The attestation of this client at this time; null for a client that may attest nothing. */
    public Attestation attestation(Instant now) {
        return role.evidenceSource().map(source -> new Attestation(id, person, source, now)).orElse(null);
    }

}
