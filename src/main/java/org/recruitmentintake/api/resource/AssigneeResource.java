package org.recruitmentintake.api.resource;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Assignment;

/** Which reviewer works on a case. It tells other reviewers, and blocks nobody. */
@Path("/v1/applications/{id}/assignee")
@Tag(name = "Casework")
@RolesAllowed(Client.REVIEWER)
public class AssigneeResource {

    private final Assignment assignment;
    private final CurrentClient caller;

    public AssigneeResource(Assignment assignment, CurrentClient caller) {
        this.assignment = assignment;
        this.caller = caller;
    }

    @PUT
    @Operation(operationId = "takeApplication", summary = "Take an application",
            description = "Shows other reviewers that you work on it, for a day. It blocks nobody, takes over from whoever has it, and changes no `ETag`.")
    @APIResponse(responseCode = "204", description = "Taken.")
    public void take(@PathParam("id") UUID id) { found(assignment.take(id, caller.client())); }

    @DELETE
    @Operation(operationId = "giveBackApplication", summary = "Give an application back",
            description = "Ends what you have taken; where you have not, nothing changes.")
    @APIResponse(responseCode = "204", description = "You do not have it any more.")
    public void giveBack(@PathParam("id") UUID id) { found(assignment.giveBack(id, caller.client())); }

    private static void found(boolean found) {
        if (!found) {
            throw new ProblemException(ProblemKind.NOT_FOUND);
        }
    }
}
