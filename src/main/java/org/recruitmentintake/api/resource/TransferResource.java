package org.recruitmentintake.api.resource;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.request.TransferRequest;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Transfer;

/** A case that moves to another embassy, as its applicant does. */
@Path("/v1/applications/{id}/transfer")
@Tag(name = "Casework")
public class TransferResource {

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
