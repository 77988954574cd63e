package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import org.recruitmentintake.eligibility.facts.Route;

/**
 * The answer of a pre-check: what the rules say of facts that somebody merely declares.
 *
 * @param binding always false
 * @param routes the route that was stated, or both
 * @param advisories what to know before applying
 */
public record EligibilityCheckView(boolean binding, String text, LocalDate day, List<RouteCheckView> routes,
        List<AdvisoryView> advisories) {

    /** What the rules say of one route, at the gate that it comes to first. */
    public record RouteCheckView(Route route, DecisionView decision, List<NextStepView> nextSteps) {
    }
}
