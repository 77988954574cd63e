package org.recruitmentintake.eligibility.facts;

import java.util.List;

/**
 * The evidence that can settle a finding, in the order in which a person would gather it, and its sources: the
 * applicant states it, or an embassy, a recruiting centre or a reviewer attests it.
 */
public enum Evidence {

    DATA_CONSENT(EvidenceSource.APPLICANT),
    VERIFICATION_CONSENT(EvidenceSource.APPLICANT),
    BRANCH(EvidenceSource.APPLICANT),
    RANK_CATEGORY(EvidenceSource.APPLICANT),
    CITIZENSHIP(EvidenceSource.APPLICANT),
    VOLUNTARY_DECLARATION(EvidenceSource.APPLICANT),
    CONSTITUTION_DECLARATION(EvidenceSource.APPLICANT),
    EMBASSY_STEP(EvidenceSource.EMBASSY),
    IDENTITY(EvidenceSource.EMBASSY, EvidenceSource.RECRUITING_CENTRE),
    BIRTH_DATE(EvidenceSource.EMBASSY, EvidenceSource.RECRUITING_CENTRE),
    CONVICTIONS(EvidenceSource.EMBASSY, EvidenceSource.RECRUITING_CENTRE, EvidenceSource.REVIEWER),
    SERVICE_PAPERS(EvidenceSource.EMBASSY, EvidenceSource.RECRUITING_CENTRE),
    ENLISTMENT_REQUEST(EvidenceSource.APPLICANT),
    POLYGRAPH_CONSENT(EvidenceSource.APPLICANT),
    ARRIVAL_STEP(EvidenceSource.RECRUITING_CENTRE),
    PRESENCE(EvidenceSource.RECRUITING_CENTRE),
    FITNESS(EvidenceSource.RECRUITING_CENTRE),
    SELECTION(EvidenceSource.RECRUITING_CENTRE),
    SPECIAL_CHECK(EvidenceSource.RECRUITING_CENTRE, EvidenceSource.REVIEWER),
    POLYGRAPH_GROUNDS(EvidenceSource.RECRUITING_CENTRE, EvidenceSource.REVIEWER);

    private final List<EvidenceSource> sources;

    Evidence(EvidenceSource... sources) {
        this.sources = List.of(sources);
    }

    /** Its sources in a case of this route: no embassy takes part in the in-country route. */
    public List<EvidenceSource> sources(Route route) {
        return route == Route.EMBASSY ? sources
                : sources.stream().filter(source -> source != EvidenceSource.EMBASSY).toList();
    }

    /** Whether a desk or a reviewer must attest it; statements of the applicant and steps need no attestation. */
    public boolean attestable() {
        return this != EMBASSY_STEP && this != ARRIVAL_STEP && !sources.contains(EvidenceSource.APPLICANT);
    }

    /** Whether this role may attest it. */
    public boolean mayBeAttestedBy(EvidenceSource source) {
        return attestable() && sources.contains(source);
    }

    /** Whether a case may pass without it. An attested fact of this kind is not replaced by a declaration. */
    public boolean outlastsDeclarations() {
        return this == SELECTION || this == SPECIAL_CHECK || this == POLYGRAPH_GROUNDS;
    }
}
