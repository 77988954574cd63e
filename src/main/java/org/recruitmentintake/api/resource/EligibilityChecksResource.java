package org.recruitmentintake.api.resource;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.recruitmentintake.api.dto.request.EligibilityCheckRequest;
import org.recruitmentintake.api.dto.view.AdvisoryView;
import org.recruitmentintake.api.dto.view.DecisionView;
import org.recruitmentintake.api.dto.view.EligibilityCheckView;
import org.recruitmentintake.api.dto.view.EligibilityCheckView.RouteCheckView;
import org.recruitmentintake.api.dto.view.NextStepView;
import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Route;

/**
 * The pre-check of a form. Nothing is stored, and what identifies the applicant is dropped before the decision.
 */
@Path("/v1/eligibility-checks")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class EligibilityChecksResource {

    private final Decisions decisions;
    private final CurrentClient caller;

    public EligibilityChecksResource(Decisions decisions, CurrentClient caller) {
        this.decisions = decisions;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public EligibilityCheckView check(@QueryParam("on") LocalDate on, EligibilityCheckRequest request) {
        var day = AskedDay.orToday(on, decisions);
        var texts = caller.texts();
        var routes = request.route() == null ? Stream.of(Route.values()) : Stream.of(request.route());
        return new EligibilityCheckView(false, texts.text("check.not-a-decision"), day,
                routes.map(route -> checked(request.facts(route, decisions.now()), day, texts)).toList(),
                AdvisoryView.of(day, request.facts(request.route(), decisions.now()), texts));
    }

    private RouteCheckView checked(Facts facts, LocalDate day, LanguageTexts texts) {
        var decision = decisions.preChecked(facts, day);
        var findings = decision.publicFindings();
        return new RouteCheckView(facts.route(), DecisionView.of(decision, findings, List.of(), texts),
                NextStepView.of(NextStep.of(findings, facts, false)));
    }
}
