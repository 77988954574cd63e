package org.recruitmentintake.api.resource;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.recruitmentintake.api.dto.view.ConditionView;
import org.recruitmentintake.api.dto.view.FlowStepView;
import org.recruitmentintake.api.dto.view.FlowView;
import org.recruitmentintake.api.dto.view.LabelsView;
import org.recruitmentintake.api.dto.view.LanguageView;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.Embassy;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.Step;

/** The law, the flow, the embassies, the languages and the names of all codes, as data. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class RulesResource {

    private final Decisions decisions;
    private final EmbassyDirectory embassies;
    private final CurrentClient caller;
    private final Texts texts;

    public RulesResource(Decisions decisions, EmbassyDirectory embassies, CurrentClient caller, Texts texts) {
        this.decisions = decisions;
        this.embassies = embassies;
        this.caller = caller;
        this.texts = texts;
    }

    @GET
    @Path("/v1/conditions")
    public List<ConditionView> conditions(@QueryParam("on") LocalDate on) {
        var day = AskedDay.orToday(on, decisions);
        var translated = caller.texts();
        return Conditions.ALL.stream().map(condition -> ConditionView.of(condition, day, translated)).toList();
    }

    @GET
    @Path("/v1/flow")
    public FlowView flow() {
        var translated = caller.texts();
        return new FlowView(Step.inOrder().stream()
                .map(step -> new FlowStepView(step.number(), step, translated.text("step.STEP_" + step),
                        step.recorder(), step.needs()))
                .toList(), Transitions.ROWS);
    }

    @GET
    @Path("/v1/embassies")
    public Collection<Embassy> embassies() { return embassies.all(); }

    /** The names that a form or a desk shows instead of codes. */
    @GET
    @Path("/v1/labels")
    public LabelsView labels() { return LabelsView.of(caller.texts()); }

    @GET
    @Path("/v1/languages")
    public List<LanguageView> languages() {
        return texts.languages().stream().map(texts::in)
                .map(own -> new LanguageView(own.language(), own.text("language.name"), own.review())).toList();
    }
}
