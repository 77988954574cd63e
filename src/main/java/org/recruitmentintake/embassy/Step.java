package org.recruitmentintake.embassy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A step of the embassy-first flow, in the order of the instructions published from 27 February 2022.
 * The contract itself is signed after the hand-over and is no step of this service.
 */
public enum Step {

    FIRST_CONTACT(StepRecorder.EMBASSY),
    DOCUMENTS(StepRecorder.EMBASSY, FIRST_CONTACT),
    INTERVIEW(StepRecorder.EMBASSY, DOCUMENTS),
    // Interview and visa take place on the same visit, in either order; the enlistment request needs both.
    VISA(StepRecorder.EMBASSY, DOCUMENTS),
    ENLISTMENT_REQUEST(StepRecorder.EMBASSY, INTERVIEW, VISA),
    TRAVEL_INSTRUCTIONS(StepRecorder.EMBASSY, ENLISTMENT_REQUEST),
    ARRIVAL(StepRecorder.RECRUITING_CENTRE, TRAVEL_INSTRUCTIONS);

    /** The steps that must be done before the embassy may be cleared to give travel instructions. */
    public static final Set<Step> BEFORE_TRAVEL = EnumSet.range(FIRST_CONTACT, ENLISTMENT_REQUEST);

    private final StepRecorder recorder;
    private final List<Step> needs;

    Step(StepRecorder recorder, Step... needs) {
        this.recorder = recorder;
        this.needs = List.of(needs);
    }

    public StepRecorder recorder() { return recorder; }

    /** The steps that must be done before this one. */
    public List<Step> needs() { return needs; }

    /** Its number in the instructions, from 1. */
    public int number() { return ordinal() + 1; }

    /** Every step, in order. */
    public static List<Step> inOrder() { return Arrays.asList(values()); }
}
