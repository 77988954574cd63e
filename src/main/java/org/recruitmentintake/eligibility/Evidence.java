package org.recruitmentintake.eligibility;

import java.util.List;

/**
 * What can settle an open finding, in the order in which a person would follow it, and who can bring it: the applicant
 * states; an embassy, a recruiting centre or a reviewer attests to have seen the paper (domain: who may attest).
 */
public enum Evidence {

    DATA_CONSENT(Settler.APPLICANT),
    VERIFICATION_CONSENT(Settler.APPLICANT),
    BRANCH(Settler.APPLICANT),
    RANK_CATEGORY(Settler.APPLICANT),
    CITIZENSHIP(Settler.APPLICANT),
    VOLUNTARY_DECLARATION(Settler.APPLICANT),
    CONSTITUTION_DECLARATION(Settler.APPLICANT),
    EMBASSY_STEP(Settler.EMBASSY),
    IDENTITY(Settler.EMBASSY, Settler.RECRUITING_CENTRE),
    BIRTH_DATE(Settler.EMBASSY, Settler.RECRUITING_CENTRE),
    CONVICTIONS(Settler.EMBASSY, Settler.RECRUITING_CENTRE, Settler.REVIEWER),
    SERVICE_PAPERS(Settler.EMBASSY, Settler.RECRUITING_CENTRE),
    ENLISTMENT_REQUEST(Settler.APPLICANT),
    POLYGRAPH_CONSENT(Settler.APPLICANT),
    ARRIVAL_STEP(Settler.RECRUITING_CENTRE),
    PRESENCE(Settler.RECRUITING_CENTRE),
    FITNESS(Settler.RECRUITING_CENTRE),
    SELECTION(Settler.RECRUITING_CENTRE),
    SPECIAL_CHECK(Settler.RECRUITING_CENTRE, Settler.REVIEWER),
    POLYGRAPH_GROUNDS(Settler.RECRUITING_CENTRE, Settler.REVIEWER);

    /** Who can bring a piece of evidence. */
    public enum Settler {
        APPLICANT, EMBASSY, RECRUITING_CENTRE, REVIEWER
    }

    private final List<Settler> settlers;

    Evidence(Settler... settlers) {
        this.settlers = List.of(settlers);
    }

    public List<Settler> settlers() { return settlers; }

    /** Whether somebody whose task it is must have seen it, as against a statement of the applicant or a step. */
    public boolean attestable() {
        return this != EMBASSY_STEP && this != ARRIVAL_STEP && !settlers.contains(Settler.APPLICANT);
    }

    /** Whether this role may attest it. */
    public boolean mayBeAttestedBy(Settler settler) {
        return attestable() && settlers.contains(settler);
    }

    /** Whether a case may pass without it, so that what somebody has seen is not undone by a mere declaration. */
    public boolean outlastsDeclarations() {
        return this == SELECTION || this == SPECIAL_CHECK || this == POLYGRAPH_GROUNDS;
    }
}
