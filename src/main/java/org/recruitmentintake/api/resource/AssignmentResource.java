package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.recruitmentintake.api.dto.request.TransferRequest;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Assignment;
import org.recruitmentintake.application.usecase.Transfer;

/** Who works on a case: its embassy, and the reviewer who has taken it. */
@Path("/v1/applications/{id}")
public class AssignmentResource {

    private final Transfer transfer;
    private final Assignment assignment;
    private final Answers answers;
    private final CurrentClient caller;

    public AssignmentResource(Transfer transfer, Assignment assignment, Answers answers, CurrentClient caller) {
        this.transfer = transfer;
        this.assignment = assignment;
        this.answers = answers;
        this.caller = caller;
    }

    /** Transfers the case to another embassy. */
    @POST
    @Path("/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Client.EMBASSY)
    public void transfer(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            TransferRequest request) {
        answers.done(transfer.transfer(id, answers.expected(ifMatch), request.embassy(), caller.client()));
    }

    /** Tells other reviewers that this one works on the case; it blocks none of them. */
    @PUT
    @Path("/assignee")
    @RolesAllowed(Client.REVIEWER)
    public void take(@PathParam("id") UUID id) { requireFound(assignment.take(id, caller.client())); }

    @DELETE
    @Path("/assignee")
    @RolesAllowed(Client.REVIEWER)
    public void giveBack(@PathParam("id") UUID id) { requireFound(assignment.giveBack(id, caller.client())); }

    private static void requireFound(boolean found) {
        if (!found) throw ProblemException.notFound();
    }
}
