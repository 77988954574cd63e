package org.recruitmentintake.api.dto.view;

import java.util.List;

/** The answer of a pre-check. */
public record EligibilityCheckView(boolean binding,
        String text,
        DecisionView decision, List<NextStepView> nextSteps,
        List<AdvisoryView> advisories) {
}
