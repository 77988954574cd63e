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

    FIRST_CONTACT(Recorder.EMBASSY),
    DOCUMENTS(Recorder.EMBASSY, FIRST_CONTACT),
    INTERVIEW(Recorder.EMBASSY, DOCUMENTS),
    // Interview and visa are settled on the same visit, in either order; the enlistment request needs both.
    VISA(Recorder.EMBASSY, DOCUMENTS),
    ENLISTMENT_REQUEST(Recorder.EMBASSY, INTERVIEW, VISA),
    TRAVEL_INSTRUCTIONS(Recorder.EMBASSY, ENLISTMENT_REQUEST),
    ARRIVAL(Recorder.RECRUITING_CENTRE, TRAVEL_INSTRUCTIONS);

    /** Who records a step: the embassy the first six, a recruiting centre in Ukraine the arrival. */
    public enum Recorder {
        EMBASSY, RECRUITING_CENTRE
    }

    /** The steps that must be done before the embassy may be cleared to give travel instructions. */
    public static final Set<Step> BEFORE_TRAVEL = EnumSet.range(FIRST_CONTACT, ENLISTMENT_REQUEST);

    private final Recorder recorder;
    private final List<Step> needs;

    Step(Recorder recorder, Step... needs) {
        this.recorder = recorder;
        this.needs = List.of(needs);
    }

    public Recorder recorder() { return recorder; }

    /** The steps that must be done before this one. */
    public List<Step> needs() { return needs; }

    /** The number that the instructions give it, from 1. */
    public int number() { return ordinal() + 1; }

    /** Every step, in order. */
    public static List<Step> inOrder() { return Arrays.asList(values()); }
}
