package org.recruitmentintake.api.dto.view;

import java.util.List;

import org.recruitmentintake.application.model.Transitions;

/** The embassy-first flow and the transitions of a case. */
public record FlowView(List<FlowStepView> steps, List<Transitions.Row> transitions) {}
