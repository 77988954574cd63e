package org.recruitmentintake.api.resource;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.view.DossierView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.DossierDisclosure;

/** What is held about a person, for the data-protection officer to hand out. */
@Path("/v1/applications/{id}/dossier")
@Tag(name = "Privacy")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
public class DossierResource {

    private final DossierDisclosure disclosure;
    private final CurrentClient caller;
    private final Texts texts;

    public DossierResource(DossierDisclosure disclosure, CurrentClient caller, Texts texts) {
        this.disclosure = disclosure;
        this.caller = caller;
        this.texts = texts;
    }

    @GET
    @Operation(operationId = "getDossier", summary = "Read all that is held about a person in an application",
            description = "One document to hand out to that person, with who has read the application, and every text in the language of `Accept-Language`. The conditions asked last are left out. The read is in the journal.")
    @APIResponse(responseCode = "200", description = "The document.",
            content = @Content(schema = @Schema(implementation = DossierView.class)))
    public DossierView dossier(@PathParam("id") UUID id) {
        return disclosure.read(id, caller.client()).map(read -> DossierView.of(read, texts, caller.language()))
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
    }
}
