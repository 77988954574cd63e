package org.recruitmentintake.api.dto.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A next step of a case, who can take it, and what blocks it. The labels have its text and its field. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NextStepView(String id, List<EvidenceSource> who, List<String> blockedBy) {

    public static List<NextStepView> of(List<NextStep> steps) {
        return steps.stream().map(step -> new NextStepView(step.id(), step.who(), step.blockedBy())).toList();
    }
}
