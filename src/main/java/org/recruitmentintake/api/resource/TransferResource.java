package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.request.TransferRequest;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Transfer;

/** Transfers a case to another embassy. */
@Path("/v1/applications/{id}/transfer")
@RegisterForReflection // QueryParameters reads its methods
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
    public void transfer(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            TransferRequest request) {
        answers.done(transfer.transfer(id, answers.expected(ifMatch), request.embassy(), caller.client()));
    }
}
