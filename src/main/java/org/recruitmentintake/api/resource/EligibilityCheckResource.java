package org.recruitmentintake.api.resource;

import java.time.LocalDate;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.request.EligibilityCheckRequest;
import org.recruitmentintake.api.dto.view.AdvisoryView;
import org.recruitmentintake.api.dto.view.DecisionView;
import org.recruitmentintake.api.dto.view.EligibilityCheckView;
import org.recruitmentintake.api.dto.view.NextStepView;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.NextStep;
import org.recruitmentintake.application.usecase.Decisions;

/** The pre-check: what the rules say of declared facts. Stores nothing. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RegisterForReflection // QueryParameters reads its methods
public class EligibilityCheckResource {

    private final Decisions decisions;
    private final CurrentClient caller;
    private final Texts texts;

    public EligibilityCheckResource(Decisions decisions, CurrentClient caller, Texts texts) {
        this.decisions = decisions;
        this.caller = caller;
        this.texts = texts;
    }

    @POST
    @Path("/v1/eligibility-checks")
    @Consumes(MediaType.APPLICATION_JSON)
    public EligibilityCheckView check(@QueryParam("on") LocalDate on,
            EligibilityCheckRequest request) {
        var language = caller.language();
        var facts = request.facts();
        var decision = decisions.preChecked(facts, AskedDay.orToday(on, decisions));
        return new EligibilityCheckView(false, texts.text(language, "check.not-a-decision"),
                DecisionView.of(decision, decision.publicFindings(), texts, language),
                NextStep.of(decision.publicFindings(), facts, false).stream()
                        .map(step -> NextStepView.ofPreCheck(step, texts, language)).toList(),
                AdvisoryView.of(decision.day(), facts, texts, language));
    }
}
