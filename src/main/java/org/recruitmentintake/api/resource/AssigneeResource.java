package org.recruitmentintake.api.resource;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Assignment;

/** Which reviewer works on a case; a hint to other reviewers that blocks no one. */
@Path("/v1/applications/{id}/assignee")
@RolesAllowed(Client.REVIEWER)
@RegisterForReflection // QueryParameters reads its methods
public class AssigneeResource {

    private final Assignment assignment;
    private final CurrentClient caller;

    public AssigneeResource(Assignment assignment, CurrentClient caller) {
        this.assignment = assignment;
        this.caller = caller;
    }

    @PUT
    public void take(@PathParam("id") UUID id) { requireFound(assignment.take(id, caller.client())); }

    @DELETE
    public void giveBack(@PathParam("id") UUID id) { requireFound(assignment.giveBack(id, caller.client())); }

    private static void requireFound(boolean found) {
        if (!found) throw ProblemException.notFound();
    }
}
