package org.recruitmentintake.api.resource;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.view.DossierView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.PrivacyReads;

/** The personal data of a case, for the data-protection officer to hand out. */
@Path("/v1/applications/{id}/dossier")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection // QueryParameters reads its methods
public class DossierResource {

    private final PrivacyReads reads;
    private final CurrentClient caller;
    private final Texts texts;

    public DossierResource(PrivacyReads reads, CurrentClient caller, Texts texts) {
        this.reads = reads;
        this.caller = caller;
        this.texts = texts;
    }

    @GET
    public DossierView dossier(@PathParam("id") UUID id) {
        return reads.disclose(id, caller.client()).map(read -> DossierView.of(read, texts, caller.language()))
                .orElseThrow(ProblemException::notFound);
    }
}
