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

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.view.ConditionView;
import org.recruitmentintake.api.dto.view.FlowStepView;
import org.recruitmentintake.api.dto.view.FlowView;
import org.recruitmentintake.api.dto.view.LanguageView;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Transitions;
import org.recruitmentintake.application.port.MessageSealer;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.Embassy;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.Step;

/** What is open to everybody: the law, the flow and the embassies as data; the keys that verify our messages. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RegisterForReflection // QueryParameters reads its methods
public class PublicResource {

    static final String ON = "The day whose rules are asked for, from 2016-06-10 to today, in Kyiv; today where left out.";

    private final Decisions decisions;
    private final EmbassyDirectory embassies;
    private final MessageSealer envelopes;
    private final CurrentClient caller;
    private final Texts texts;

    public PublicResource(Decisions decisions, EmbassyDirectory embassies,
            MessageSealer envelopes,
            CurrentClient caller,
            Texts texts) {
        this.decisions = decisions;
        this.embassies = embassies;
        this.envelopes = envelopes;
        this.caller = caller;
        this.texts = texts;
    }

    @GET
    @Path("/v1/conditions")
    public List<ConditionView> conditions(@QueryParam("on") LocalDate on) {
        var day = day(on, decisions);
        var language = caller.language();
        return Conditions.ALL.stream().map(condition -> ConditionView.of(condition, day, texts, language)).toList();
    }

    @GET
    @Path("/v1/flow")
    public FlowView flow() {
        var language = caller.language();
        return new FlowView(Step.inOrder().stream()
                .map(step -> new FlowStepView(step.number(), step, texts.text(language, "step.STEP_" + step),
                        step.recorder(), step.needs()))
                .toList(),
                Transitions.ROWS);
    }

    @GET
    @Path("/v1/embassies")
    public Collection<Embassy> embassies() { return embassies.all(); }

    @GET
    @Path("/v1/languages")
    public List<LanguageView> languages() {
        return texts.languages().stream()
                .map(language -> new LanguageView(language, texts.text(language, "language.name"),
                        texts.review(language)))
                .toList();
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces({MediaType.APPLICATION_JSON, "application/jwk-set+json"})
    public String keys() { return envelopes.verificationKeys(); }

    /** A day for which there are rules; today where none is asked for. */
    static LocalDate day(LocalDate on, Decisions decisions) {
        var today = decisions.today();
        if (on == null) {
            return today;
        }
        if (on.isBefore(Rules.BEGINNING) || on.isAfter(today)) {
            throw new ProblemException(ProblemKind.INVALID_PARAMETER,
                    new FieldError(ErrorLocation.PARAMETER, "on", ProblemException.OUT_OF_RANGE));
        }
        return on;
    }

}
