package org.recruitmentintake.api.resource;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.dto.view.LabelsView;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;

/** The names that a form or a desk shows instead of codes. */
@Path("/v1/labels")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RegisterForReflection // QueryParameters reads its methods
public class LabelsResource {

    private final Texts texts;
    private final CurrentClient caller;

    public LabelsResource(Texts texts, CurrentClient caller) {
        this.texts = texts;
        this.caller = caller;
    }

    @GET
    public LabelsView labels() { return LabelsView.of(texts, caller.language()); }
}
