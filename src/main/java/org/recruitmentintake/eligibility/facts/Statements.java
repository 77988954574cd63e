package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;

/**
 * Statements of the applicant that no paper can prove.
 *
 * @param enlistmentRequestSigned the day on which the enlistment request was signed, on the in-country route; at an
 *            embassy it is a step
 */
public record Statements(Boolean voluntary, Boolean observesConstitution, Boolean experienceClaimed,
        LocalDate enlistmentRequestSigned, Consent dataProcessing, Consent verification, Consent polygraph) {

    public Statements {
        Bounds.check(enlistmentRequestSigned);
    }
}
