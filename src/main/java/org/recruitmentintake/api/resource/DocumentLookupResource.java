package org.recruitmentintake.api.resource;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.recruitmentintake.api.dto.request.LookupRequest;
import org.recruitmentintake.api.dto.view.LookupView;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.PrivacyReads;

/** The cases of an identity document, for the data-protection officer. */
@Path("/v1/applications/lookup")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
public class DocumentLookupResource {

    private static final int MOST_CASES = 200;

    private final PrivacyReads reads;
    private final CurrentClient caller;

    public DocumentLookupResource(PrivacyReads reads, CurrentClient caller) {
        this.reads = reads;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public LookupView lookUp(LookupRequest request) {
        var found = reads.casesOf(request.country(), request.number(), MOST_CASES + 1, caller.client());
        return new LookupView(found.stream().limit(MOST_CASES).toList(), found.size() > MOST_CASES);
    }
}
