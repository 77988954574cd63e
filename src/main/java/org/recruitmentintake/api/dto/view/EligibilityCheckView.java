package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import org.recruitmentintake.eligibility.facts.Route;

/**
 * The answer to a pre-check: findings on declared facts.
 *
 * @param binding always false
 * @param routes the route that was stated, or both
 * @param advisories what to know before applying
 */
public record EligibilityCheckView(boolean binding, String text, LocalDate day, List<RouteCheckView> routes,
        List<AdvisoryView> advisories) {

    /** The decision for one route at its first gate. */
    public record RouteCheckView(Route route, DecisionView decision, List<NextStepView> nextSteps) {}
}
