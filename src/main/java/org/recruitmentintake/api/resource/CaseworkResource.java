package org.recruitmentintake.api.resource;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

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
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.EvidenceRecording;
import org.recruitmentintake.application.usecase.Rulings;
import org.recruitmentintake.application.usecase.StepRecording;
import org.recruitmentintake.embassy.Step;

/** Work on a case by those whose task it is: steps, evidence, decisions over findings. */
@Path("/v1/applications/{id}")
@Tag(name = "Casework")
@Produces(MediaType.APPLICATION_JSON)
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
    public Response step(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, StepRequest request) {
        if ((request.step() == Step.VISA) != (request.visa() != null)) {
            throw ProblemException.invalidBody("/visa",
                    request.visa() == null ? ProblemException.REQUIRED : "not-for-this-step");
        }
        var client = caller.client();
        return answers.to(client,
                steps.record(id, Answers.version(ifMatch), request.step(), request.on(), request.visa(), client));
    }

    @POST
    @Path("/evidence")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    @Operation(operationId = "recordEvidence", summary = "Attest evidence",
            description = "By somebody whose task it is, who has seen the papers. All pieces or none: one version, one decision; pointers name the piece.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response evidence(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch,
            EvidenceRequest request) {
        var client = caller.client();
        return answers.to(client, evidence.record(id, Answers.version(ifMatch), request.seen(), client));
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
    public Response resolutions(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") @Parameter(
                    description = "Whether only to ask what would follow.") boolean dryRun,
            ResolutionsRequest request) {
        var client = caller.client();
        var version = Answers.version(ifMatch);
        return dryRun ? answers.toDryRun(client, rulings.preview(id, version, request.answers(), client))
                : answers.to(client, rulings.rule(id, version, request.answers(), client));
    }
}
