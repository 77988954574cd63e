package org.recruitmentintake.api.resource;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.view.LabelsView;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;

/** The words as data: what a form or a desk shows instead of a code. */
@Path("/v1/labels")
@Tag(name = "Rules")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class LabelsResource {

    private final Texts texts;
    private final CurrentClient caller;

    public LabelsResource(Texts texts, CurrentClient caller) {
        this.texts = texts;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listLabels", summary = "List the labels",
            description = "The name of every code that is shown to people, in the language that is asked for.")
    @APIResponse(responseCode = "200", description = "The labels, by list.")
    public LabelsView labels() {
        return LabelsView.of(texts, caller.language());
    }
}
