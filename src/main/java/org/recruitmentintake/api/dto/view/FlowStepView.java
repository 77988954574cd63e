package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecorder;

/** A step of the flow. */
public record FlowStepView(int number, Step step, String text, StepRecorder recordedBy, List<Step> needs) {}
