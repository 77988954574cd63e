package org.recruitmentintake.embassy;

/** Who records a step: the embassy the first six, a recruiting centre in Ukraine the arrival. */
public enum StepRecorder {
    EMBASSY, RECRUITING_CENTRE
}
