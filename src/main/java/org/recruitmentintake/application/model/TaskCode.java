package org.recruitmentintake.application.model;

/** What is to be done in a case. It stands in the clear, so it says that evidence is wanted, and not which. */
public enum TaskCode {
    STEP_FIRST_CONTACT, STEP_DOCUMENTS, STEP_INTERVIEW, STEP_VISA, STEP_ENLISTMENT_REQUEST, STEP_TRAVEL_INSTRUCTIONS,
    STEP_ARRIVAL, EVIDENCE, DECISION;

    /** The code of a next step. */
    static TaskCode of(String nextStep) {
        return nextStep.startsWith("EVIDENCE_") ? EVIDENCE : valueOf(nextStep);
    }
}
