package org.recruitmentintake.api;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.ApplicationRequest.Consents;
import org.recruitmentintake.api.ApplicationRequest.Statement;
import org.recruitmentintake.api.DecisionView.AdvisoryView;
import org.recruitmentintake.api.DecisionView.CitationView;
import org.recruitmentintake.api.DecisionView.NextStepView;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Admission;
import org.recruitmentintake.application.Decisions;
import org.recruitmentintake.application.Messages.Envelopes;
import org.recruitmentintake.application.NextStep;
import org.recruitmentintake.application.Transitions;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Resolution.Reason;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.Rules.Dated;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy;
import org.recruitmentintake.embassy.Step;

/** What is open to everybody: the pre-check; the law, the flow and the embassies as data; the keys that verify our messages. */
@Path("/")
@Tag(name = "Rules")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RegisterForReflection // QueryParameters reads its methods
public class PublicResource {

    /** The answer of a pre-check. */
    @Schema(name = "EligibilityCheck",
            description = "Not a decision: what the rules say of facts that somebody merely declares.")
    public record CheckView(@Schema(required = true, description = "Always false.") boolean binding,
            @Schema(required = true) String text,
            @Schema(required = true) DecisionView decision, @Schema(required = true) List<NextStepView> nextSteps,
            @Schema(required = true, description = "What to know before applying.") List<AdvisoryView> advisories) {
    }

    /** A condition and its grounds. */
    @Schema(name = "Condition", description = "A condition and its grounds.")
    public record ConditionView(@Schema(required = true) String id, @Schema(required = true) String text,
            @Schema(required = true,
                    description = "Whether one of its grounds was in force on that day.") boolean inForce,
            @Schema(description = "Since when it has been as on that day; absent before it was in force.") LocalDate inForceFrom,
            @Schema(description = "Last day on which it is so; absent while no change is known.") LocalDate inForceTo,
            @Schema(required = true,
                    description = "What it asks by dated rules, as in force on that day.") List<Parameter> parameters,
            @Schema(required = true,
                    description = "The reasons that a reviewer's ruling on it may have.") List<RulingReasons> reasons,
            @Schema(required = true) List<CitationView> citations) {

        /** The reasons of one ruling. */
        @Schema(name = "RulingReasons", description = "A ruling, and the reasons that it may have.")
        public record RulingReasons(@Schema(required = true) Ruling ruling,
                @Schema(required = true) List<Reason> reasons) {

            static List<RulingReasons> of(Condition condition) {
                return Stream.of(Ruling.values())
                        .map(ruling -> new RulingReasons(ruling, Stream.of(Reason.values())
                                .filter(reason -> reason.answers(condition.id(), ruling)).toList()))
                        .filter(reasons -> !reasons.reasons().isEmpty()).toList();
            }
        }

        /** A dated value of the law. */
        @Schema(name = "Parameter", description = "A threshold or an opening.")
        public record Parameter(@Schema(required = true, examples = "age-of-admission") String name,
                @Schema(required = true, description = "In force on that day; empty before there was any.",
                        examples = "[\"18\"]") List<String> values,
                @Schema(description = "Since when; absent before there was any.") LocalDate since) {

            static List<Parameter> of(Condition condition, LocalDate day) {
                return condition.parameters().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(entry -> new Parameter(entry.getKey(), values(entry.getValue(), day),
                                entry.getValue().since(day).orElse(null)))
                        .toList();
            }

            private static List<String> values(Dated<?> dated, LocalDate day) {
                var value = dated.on(day).orElse(null);
                return value instanceof Collection<?> many ? many.stream().map(String::valueOf).sorted().toList()
                        : Stream.ofNullable(value).map(String::valueOf).toList();
            }
        }

        static ConditionView of(Condition condition, LocalDate day, Texts texts, String language) {
            return new ConditionView(condition.id(), texts.text(language, "condition." + condition.id()),
                    condition.citations().stream().anyMatch(citation -> citation.inForce(day)),
                    condition.changes().floor(day),
                    Optional.ofNullable(condition.changes().higher(day)).map(next -> next.minusDays(1)).orElse(null),
                    Parameter.of(condition, day), RulingReasons.of(condition),
                    condition.citations().stream().map(CitationView::of).toList());
        }
    }

    /** The embassy-first flow and the transitions of a case. */
    @Schema(name = "Flow", description = "The steps, and the transitions of a case.")
    public record FlowView(@Schema(required = true) List<StepView> steps,
            @Schema(required = true) List<Transitions.Row> transitions) {
    }

    /** A step of the flow. */
    @Schema(name = "FlowStep", description = "A step of the embassy route.")
    public record StepView(@Schema(required = true) int number, @Schema(required = true) Step step,
            @Schema(required = true) String text,
            @Schema(required = true) Step.Recorder recordedBy, @Schema(required = true) List<Step> needs) {
    }

    static final String ON = "The day whose rules are asked for, from 2016-06-10 to today, in Kyiv; today where left out.";

    private final Decisions decisions;
    private final Admission admission;
    private final EmbassyDirectory embassies;
    private final Envelopes envelopes;
    private final CurrentClient caller;
    private final Texts texts;

    public PublicResource(Decisions decisions, Admission admission, EmbassyDirectory embassies, Envelopes envelopes,
            CurrentClient caller,
            Texts texts) {
        this.decisions = decisions;
        this.admission = admission;
        this.embassies = embassies;
        this.envelopes = envelopes;
        this.caller = caller;
        this.texts = texts;
    }

    @POST
    @Path("/v1/eligibility-checks")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "checkEligibility", summary = "Ask what the rules say, without applying",
            description = "The same conditions as for an application, on declared facts and without identity. Stores nothing; not a decision.")
    @APIResponse(responseCode = "200", description = "What the rules say.",
            content = @Content(schema = @Schema(implementation = CheckView.class)))
    public CheckView check(@QueryParam("on") @Parameter(description = ON) LocalDate on,
            EligibilityCheckRequest request) {
        var language = caller.language();
        var facts = request.facts();
        var faults = admission.asked(facts);
        if (!faults.isEmpty()) throw Answers.unfit(faults);
        var decision = decisions.preChecked(facts, day(on, decisions));
        return new CheckView(false, texts.text(language, "check.not-a-decision"),
                DecisionView.of(decision, decision.publicFindings(), texts, language),
                NextStep.of(decision.publicFindings(), facts, false).stream()
                        .map(step -> NextStepView.ofPreCheck(step, texts, language)).toList(),
                AdvisoryView.of(decision.day(), facts, texts, language));
    }

    @GET
    @Path("/v1/conditions")
    @Operation(operationId = "listConditions", summary = "List the conditions",
            description = "Every condition with its legal grounds, as of a day.")
    @APIResponse(responseCode = "200", description = "The conditions, in the order in which a person would ask.")
    public List<ConditionView> conditions(@QueryParam("on") @Parameter(description = ON) LocalDate on) {
        var day = day(on, decisions);
        var language = caller.language();
        return Conditions.ALL.stream().map(condition -> ConditionView.of(condition, day, texts, language)).toList();
    }

    @GET
    @Path("/v1/flow")
    @Operation(operationId = "getFlow", summary = "The embassy-first flow and the states of a case, as data",
            description = "The steps in their order with what each needs, and every transition between states.")
    @APIResponse(responseCode = "200", description = "Steps and transitions.",
            content = @Content(schema = @Schema(implementation = FlowView.class)))
    public FlowView flow() {
        var language = caller.language();
        return new FlowView(Step.inOrder().stream()
                .map(step -> new StepView(step.number(), step, texts.text(language, "step.STEP_" + step),
                        step.recorder(), step.needs()))
                .toList(),
                Transitions.ROWS);
    }

    @GET
    @Path("/v1/embassies")
    @Operation(operationId = "listEmbassies", summary = "The directory of embassies",
            description = "Country, city, and ways of first contact that must not be used there. No contact details.")
    @APIResponse(responseCode = "200", description = "The embassies that an application may name.")
    public Collection<Embassy> embassies() { return embassies.all(); }

    /** A language of the texts. */
    @Schema(name = "Language", description = "A language that the texts are in.")
    public record LanguageView(
            @Schema(required = true, description = "As in `Accept-Language` (ISO 639-1).",
                    examples = "uk") String language,
            @Schema(required = true, description = "Its name, in the language itself.") String name,
            @Schema(required = true,
                    description = "Whether a person who speaks it has read its texts.") Texts.Review review) {
    }

    @GET
    @Path("/v1/languages")
    @Operation(operationId = "listLanguages", summary = "List the languages",
            description = "The languages that `Accept-Language` can ask for, and whether a person has reviewed their texts.")
    @APIResponse(responseCode = "200", description = "The languages.")
    public List<LanguageView> languages() {
        return texts.languages().stream()
                .map(language -> new LanguageView(language, texts.text(language, "language.name"),
                        texts.review(language)))
                .toList();
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces({MediaType.APPLICATION_JSON, "application/jwk-set+json"})
    @Operation(operationId = "getVerificationKeys", summary = "The keys that verify our messages",
            description = "A JWK set (RFC 7517), retired keys included.")
    @APIResponse(responseCode = "200", description = "The keys.",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "JwkSet")))
    public String keys() { return envelopes.verificationKeys(); }

    /** A day for which there are rules; today where none is asked for. */
    static LocalDate day(LocalDate on, Decisions decisions) {
        var today = decisions.today();
        if (on == null) {
            return today;
        }
        if (on.isBefore(Rules.BEGINNING) || on.isAfter(today)) {
            throw new Refused(Kind.INVALID_PARAMETER,
                    new Refused.Fault(Refused.Place.PARAMETER, "on", Refused.OUT_OF_RANGE));
        }
        return on;
    }

    /** What a pre-check asks: an application without identity. */
    @Schema(description = "As an application, without identity. Nothing of it is stored.")
    public record EligibilityCheckRequest(
            @NotNull Route route,
            Branch branch,
            RankCategory rankCategory,
            LocalDate birthDate,
            @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                    description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo. Left out or empty, with `stateless` not true: not known yet.") List<@Pattern(
                            regexp = CountryCode.FORM) @CountryCode String> citizenships,
            Boolean stateless,
            @Valid PaperKind document,
            @Valid Statement statement,
            @Valid Consents consents) {

        /** An identity document without its number. */
        @Schema(name = "PaperKind", description = "An identity document without its number.")
        public record PaperKind(@NotNull Document.Kind kind,
                @NotNull @Pattern(regexp = CountryCode.FORM) @CountryCode @Schema(
                        description = "ISO 3166-1 alpha-2, and `XK` for Kosovo.") String country,
                @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {
        }

        Facts facts() {
            var said = statement == null ? Statement.NOTHING : statement;
            var identity = new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                    Boolean.TRUE.equals(stateless),
                    document == null ? null : new Document(document.kind(), document.country(), document.validUntil()));
            return said.facts(route, branch, rankCategory, identity, birthDate, consents);
        }
    }
}
