package org.recruitmentintake.application.model;

/** The kind of a task. It is stored in the clear, so it says that evidence is missing, but not which. */
public enum TaskCode {
    STEP_FIRST_CONTACT, STEP_DOCUMENTS, STEP_INTERVIEW, STEP_VISA, STEP_ENLISTMENT_REQUEST, STEP_TRAVEL_INSTRUCTIONS,
    STEP_ARRIVAL, EVIDENCE, DECISION;

    /** The code of a next step. */
    static TaskCode of(String nextStep) {
        return nextStep.startsWith("EVIDENCE_") ? EVIDENCE : valueOf(nextStep);
    }
}
