package org.recruitmentintake.api.dto.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** A next step of a case, who can take it, and what blocks it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NextStepView(String id, String text, List<EvidenceSource> who, String field, List<String> conditions,
        List<String> blockedBy) {

    public static NextStepView of(NextStep step, Texts texts, String language) {
        return new NextStepView(step.id(), texts.text(language, "step." + step.id()), step.who(),
                FormField.ofNextStep(step.id()), step.conditions(), step.blockedBy());
    }
}
