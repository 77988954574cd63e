package org.recruitmentintake.api;

import jakarta.ws.rs.Path;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.application.Envelopes;

/** The keys with which recipients verify that a message is ours. */
@Path("/.well-known/jwks.json")
@Tag(name = "Keys")
@PermitAll
public class KeysResource {

    private final Envelopes envelopes;

    public KeysResource(Envelopes envelopes) {
        this.envelopes = envelopes;
    }

    @GET
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getVerificationKeys", summary = "Verification keys", description = "A JWK set (RFC 7517), retired keys included.")
    @APIResponse(responseCode = "200", description = "The keys.", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)))
    public String keys() { return envelopes.verificationKeys(); }
}
