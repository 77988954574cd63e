package org.recruitmentintake.api;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.ApplicationRequest.LawfulStay;
import org.recruitmentintake.api.ApplicationRequest.PolygraphGrounds;
import org.recruitmentintake.api.ApplicationRequest.SelectionTests;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Casework;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Convictions;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Fitness;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Facts.Stated;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Resolution.Ruling;
import org.recruitmentintake.embassy.Progress.StepRecord.Visa;
import org.recruitmentintake.embassy.Step;

/** Work on a case by those whose task it is: steps, evidence, decisions over findings. */
@Path("/v1/applications/{id}")
@Tag(name = "Casework")
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection // QueryParameters reads its methods
public class CaseworkResource {

    /** A step to be recorded. */
    @Schema(name = "StepRequest",
            description = "A step of the embassy route. `visa` belongs to the step `VISA` and to no other.")
    public record StepRequest(@NotNull Step step,
            @NotNull @Schema(description = "The day on which it was done, in Kyiv.") LocalDate on, Visa visa) {
    }

    /** Evidence that was seen: one kind, and what it shows. */
    @Schema(name = "EvidenceRequest",
            description = "Evidence of one kind: `evidence` names it, and the one member that belongs to it says what was seen.")
    public record EvidenceRequest(@NotNull Evidence evidence, @Valid IdentitySeen identity, LocalDate birthDate,
            @Valid LawfulStay presence,
            Convictions convictions, Fitness fitness, @Valid SelectionTests selection, Facts.SpecialCheck specialCheck,
            ServicePapers servicePapers,
            @Valid PolygraphGrounds polygraphGrounds) {

        Facts.Papers papers() {
            return new Facts.Papers(Stated.declared(identity == null ? null : identity.value()),
                    Stated.declared(birthDate),
                    Stated.declared(presence == null ? null : presence.value()), Stated.declared(convictions),
                    Stated.declared(fitness),
                    Stated.declared(selection == null ? null : selection.value()), Stated.declared(specialCheck),
                    Stated.declared(servicePapers),
                    Stated.declared(polygraphGrounds == null ? null : polygraphGrounds.value()));
        }

        /** Each kind of evidence with the member that belongs to it. */
        private Map<Evidence, Object> members() {
            var members = new EnumMap<Evidence, Object>(Evidence.class);
            var papers = papers();
            papers.merged(papers, new Facts.Papers.Merge() {
                @Override
                public <T> Stated<T> of(Evidence kind, Stated<T> fact, Stated<T> same) {
                    if (fact != null) {
                        members.put(kind, fact.value());
                    }
                    return fact;
                }
            });
            return members;
        }

        /** @throws Refused unless exactly the member that belongs to the evidence is there */
        EvidenceRequest checked() {
            if (!evidence.attestable()) {
                throw invalid("/evidence", "not-attestable");
            }
            if (!members().keySet().equals(Set.of(evidence))) {
                throw invalid("", "evidence-mismatch");
            }
            return this;
        }
    }

    /** What an identity document shows. */
    @Schema(name = "IdentitySeen",
            description = "What the identity document shows; its number is compared on paper, and not sent.")
    public record IdentitySeen(
            @Size(max = 5) @UniqueElements @Schema(uniqueItems = true,
                    description = "ISO 3166-1 alpha-2 codes, and `XK` for Kosovo.") List<@jakarta.validation.constraints.Pattern(
                            regexp = CountryCode.FORM) @CountryCode String> citizenships,
            Boolean stateless,
            @NotNull Document.Kind kind,
            @NotNull @jakarta.validation.constraints.Pattern(regexp = CountryCode.FORM) @CountryCode String country,
            @Schema(description = "Last day of validity; left out where it does not end.") LocalDate validUntil) {

        Identity value() {
            return new Identity(new TreeSet<>(citizenships == null ? List.of() : citizenships),
                    Boolean.TRUE.equals(stateless),
                    new Document(kind, country, validUntil));
        }
    }

    /** A person's answer to a finding. */
    @Schema(name = "ResolutionRequest",
            description = "A person's answer to one finding. A review can be satisfied, refused or sent back; a proposed refusal refused or sent back; a hold is never overridden.")
    public record ResolutionRequest(@NotNull @Size(max = 60) @Schema(examples = "no-conviction") String condition,
            @NotNull Ruling ruling,
            @NotNull Resolution.Reason reason) {
    }

    private final Casework casework;
    private final Answers answers;
    private final CurrentClient caller;

    public CaseworkResource(Casework casework, Answers answers, CurrentClient caller) {
        this.casework = casework;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("/steps")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE})
    @Operation(operationId = "recordStep", summary = "Record a step of the embassy route",
            description = "Steps 1 to 6 by the embassy, the arrival by a recruiting centre. Interview and visa in either order; a visa may be recorded again until the enlistment request is signed.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response step(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            StepRequest request) {
        if ((request.step() == Step.VISA) != (request.visa() != null)) {
            throw invalid("/visa", request.visa() == null ? Refused.REQUIRED : "not-for-this-step");
        }
        var client = caller.client();
        return answers.to(client,
                casework.record(id, answers.expected(ifMatch), request.step(), request.on(), request.visa(), client));
    }

    @POST
    @Path("/evidence")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    @Operation(operationId = "recordEvidence", summary = "Attest evidence",
            description = "By somebody whose task it is, who has seen the paper.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response evidence(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            EvidenceRequest request) {
        var client = caller.client();
        var expected = answers.expected(ifMatch);
        return answers.to(client,
                casework.attest(id, expected, request.checked().evidence(), request.papers(), client));
    }

    @POST
    @Path("/resolutions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Client.REVIEWER)
    @Operation(operationId = "resolveFinding", summary = "Decide over a finding",
            description = "By a person, finding by finding, with a reason from a closed list. Whoever attested the evidence does not confirm the refusal.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response resolution(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            ResolutionRequest request) {
        var client = caller.client();
        return answers.to(client, casework.resolve(id, answers.expected(ifMatch), request.condition(), request.ruling(),
                request.reason(), client));
    }

    private static Refused invalid(String pointer, String code) {
        return new Refused(Kind.INVALID_BODY, new Refused.Fault(Refused.Place.POINTER, pointer, code));
    }
}
