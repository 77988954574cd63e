package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.recruitmentintake.api.dto.request.EvidenceRequest;
import org.recruitmentintake.api.dto.request.ResolutionsRequest;
import org.recruitmentintake.api.dto.request.StepRequest;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.EvidenceRecording;
import org.recruitmentintake.application.usecase.Rulings;
import org.recruitmentintake.application.usecase.StepRecording;

/** The work of the desks on a case: steps, evidence, rulings. */
@Path("/v1/applications/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class CaseworkResource {

    private final StepRecording steps;
    private final EvidenceRecording evidence;
    private final Rulings rulings;
    private final Answers answers;
    private final CurrentClient caller;

    public CaseworkResource(StepRecording steps, EvidenceRecording evidence, Rulings rulings, Answers answers,
            CurrentClient caller) {
        this.steps = steps;
        this.evidence = evidence;
        this.rulings = rulings;
        this.answers = answers;
        this.caller = caller;
    }

    @POST
    @Path("/steps")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE})
    public Response step(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            StepRequest request) {
        return answers.to(steps.record(id, answers.expected(ifMatch), request.step(), request.on(), request.visa(),
                caller.client()));
    }

    @POST
    @Path("/evidence")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    public Response evidence(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            EvidenceRequest request) {
        return answers.to(evidence.record(id, answers.expected(ifMatch), request.seen(), caller.client()));
    }

    @POST
    @Path("/resolutions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Client.REVIEWER)
    public Response resolutions(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            ResolutionsRequest request) {
        var client = caller.client();
        var expected = answers.expected(ifMatch);
        return dryRun ? answers.toDryRun(rulings.preview(id, expected, request.reviewerRulings(), client))
                : answers.to(rulings.rule(id, expected, request.reviewerRulings(), client));
    }
}
