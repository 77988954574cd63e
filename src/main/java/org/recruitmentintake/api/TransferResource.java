package org.recruitmentintake.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.application.Transfer;

/** A case that moves to another embassy, as its applicant does. */
@Path("/v1/applications/{id}/transfer")
@Tag(name = "Casework")
public class TransferResource {

    /** Where a case is to go. */
    @Schema(name = "TransferRequest", description = "The embassy that takes the case over.")
    public record TransferRequest(
            @NotNull @Pattern(regexp = "[a-z]{2}(-[a-z]+){1,6}") @Size(max = 60) @Schema(
                    description = "Id in `GET /v1/embassies`.", examples = "pl-warsaw") String embassy) {
    }

    private final Transfer transfer;
    private final Answers answers;
    private final CurrentClient caller;

    public TransferResource(Transfer transfer, Answers answers, CurrentClient caller) {
        this.transfer = transfer;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Client.EMBASSY)
    @Operation(operationId = "transferApplication", summary = "Transfer an application to another embassy",
            description = "By the embassy that has it, until it is cleared for travel. Steps and evidence stay and say who recorded them. From then on only the other embassy sees it.")
    @APIResponse(responseCode = "204", description = "Transferred.")
    public void transfer(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, TransferRequest request) {
        answers.done(transfer.transfer(id, Answers.version(ifMatch), request.embassy(), caller.client()));
    }
}
