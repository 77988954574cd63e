package org.recruitmentintake.api.resource;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.recruitmentintake.application.port.MessageSealer;

/** The public keys that verify the service's messages. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class KeysResource {

    private final MessageSealer sealer;

    public KeysResource(MessageSealer sealer) {
        this.sealer = sealer;
    }

    @GET
    @Path("/.well-known/jwks.json")
    @Produces({MediaType.APPLICATION_JSON, "application/jwk-set+json"})
    public String keys() { return sealer.verificationKeys(); }
}
