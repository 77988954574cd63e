package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.request.EvidenceRequest;
import org.recruitmentintake.api.dto.request.ResolutionsRequest;
import org.recruitmentintake.api.dto.request.StepRequest;
import org.recruitmentintake.api.dto.view.ApplicationView;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.EvidenceRecording;
import org.recruitmentintake.application.usecase.Rulings;
import org.recruitmentintake.application.usecase.StepRecording;

/** Work on a case by those whose task it is: steps, evidence, decisions over findings. */
@Path("/v1/applications/{id}")
@Tag(name = "Casework")
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection // QueryParameters reads its methods
public class CaseworkResource {

    private final StepRecording steps;
    private final EvidenceRecording evidence;
    private final Rulings rulings;
    private final Answers answers;
    private final CurrentClient caller;

    public CaseworkResource(StepRecording steps, EvidenceRecording evidence, Rulings rulings, Answers answers,
            CurrentClient caller) {
        this.steps = steps;
        this.evidence = evidence;
        this.rulings = rulings;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("/steps")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE})
    @Operation(operationId = "recordStep", summary = "Record a step of the embassy route",
            description = "Steps 1 to 6 by the embassy, the arrival by a recruiting centre. Interview and visa in either order; a visa may be recorded again until the enlistment request is signed."
                    + " The embassy or centre that has recorded a step corrects it by recording it again, until the case is decided; where later steps would be out of order, `409` names them in `outOfOrder`.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response step(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            StepRequest request) {
        var client = caller.client();
        return answers.to(client,
                steps.record(id, answers.expected(ifMatch), request.step(), request.on(), request.visa(), client));
    }

    @POST
    @Path("/evidence")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    @Operation(operationId = "recordEvidence", summary = "Attest evidence",
            description = "By somebody whose task it is, who has seen the papers. All pieces or none: one version, one decision; pointers name the piece.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response evidence(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            EvidenceRequest request) {
        var client = caller.client();
        return answers.to(client, evidence.record(id, answers.expected(ifMatch), request.seen(), client));
    }

    @POST
    @Path("/resolutions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Client.REVIEWER)
    @Operation(operationId = "resolveFindings", summary = "Decide over findings",
            description = "By a person, finding by finding, with reasons from a closed list; all rulings or none. Whoever attested the evidence does not confirm the refusal."
                    + " With `dryRun=true` the answer is the application as it would be, without an `ETag`; nothing is stored but an entry in the journal.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response resolutions(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") @Parameter(
                    description = "Whether only to ask what would follow.") boolean dryRun,
            ResolutionsRequest request) {
        var client = caller.client();
        var expected = answers.expected(ifMatch);
        return dryRun ? answers.toDryRun(client, rulings.preview(id, expected, request.answers(), client))
                : answers.to(client, rulings.rule(id, expected, request.answers(), client));
    }
}
