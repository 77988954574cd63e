package org.recruitmentintake.api.resource;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.JsonNode;
import org.recruitmentintake.api.dto.view.ApplicationSummaryView;
import org.recruitmentintake.api.dto.view.Page;
import org.recruitmentintake.api.json.StrictBodies;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.usecase.Amendments;
import org.recruitmentintake.application.usecase.ReadApplications;
import org.recruitmentintake.application.usecase.SubmitApplication;
import org.recruitmentintake.application.usecase.WithdrawalAndErasure;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** Applications: posted, read, listed, amended, withdrawn, erased. */
@Path("/v1/applications")
@Produces(MediaType.APPLICATION_JSON)
public class ApplicationsResource {

    private static final int RETRY_SECONDS = 2;

    private final SubmitApplication submissions;
    private final ReadApplications reading;
    private final Amendments amendments;
    private final WithdrawalAndErasure withdrawalAndErasure;
    private final Answers answers;
    private final CurrentClient caller;
    private final SubmissionBodies bodies;
    private final FollowedList followed;

    public ApplicationsResource(SubmitApplication submissions, ReadApplications reading, Amendments amendments,
            WithdrawalAndErasure withdrawalAndErasure, Answers answers, CurrentClient caller, SubmissionBodies bodies,
            FollowedList followed) {
        this.submissions = submissions;
        this.reading = reading;
        this.amendments = amendments;
        this.withdrawalAndErasure = withdrawalAndErasure;
        this.answers = answers;
        this.caller = caller;
        this.bodies = bodies;
        this.followed = followed;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    public Response post(@HeaderParam("Idempotency-Key") List<String> keys, JsonNode body) {
        var client = caller.client();
        var key = IdempotencyKey.of(keys);
        var request = bodies.posted(body, client);
        var idempotent = new IdempotentRequest(client.id(), key, bodies.bytes(request));
        var result = submissions.submit(SubmissionBodies.requireStated(request.submission()), client, idempotent,
                application -> new StoredAnswer(caller.language(), bodies.bytes(answers.toPoster(application)))
                        .bytes());
        if (!(result instanceof InsertResult.Answered answered)) throw keyTaken(result);
        var answer = StoredAnswer.of(answered.answer());
        // As text: the framework would put the client's own Host header in front of a URI.
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/applications/" + answered.application())
                .header(HttpHeaders.CONTENT_LANGUAGE, answer.language()).tag("1-" + answer.language())
                .type(MediaType.APPLICATION_JSON_TYPE).entity(answer.json()).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    public Response get(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_NONE_MATCH) List<String> ifNoneMatch) {
        return reading.read(id, caller.client()).map(stored -> answers.toReader(stored, ifNoneMatch))
                .orElseThrow(ProblemException::notFound);
    }

    @GET
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    public Page<?> list(@QueryParam("state") State state,
            @QueryParam("branch") Branch branch,
            @QueryParam("embassy") @Size(min = 1, max = 60) String embassy,
            @QueryParam("attention") Boolean attention,
            @QueryParam("refusalProposed") Boolean refusalProposed,
            @QueryParam("hasMatch") Boolean hasMatch,
            @QueryParam("turn") EvidenceSource turn,
            @QueryParam("step") TaskCode step,
            @QueryParam("cursor") @Size(min = 1, max = 100) String cursor,
            @QueryParam("changedSince") @Size(min = 1, max = 100) String changedSince,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit,
            @Context UriInfo query) {
        var client = caller.client();
        if (client.role() == Role.PORTAL) {
            return followed.page(client, changedSince, limit, query.getQueryParameters().keySet());
        }
        FollowedList.refuse(changedSince);
        var filter = new ListFilter(state, branch, embassy, attention, refusalProposed, hasMatch, turn, step);
        if (filter.isForReviewers() && !Access.seesOtherCases(client)) {
            throw ProblemException.invalidParameter(refusalProposed != null ? "refusalProposed" : "hasMatch",
                    "not-for-your-role");
        }
        return Page.of(reading.list(filter, Answers.cursor("cursor", cursor, Cursor::of), limit, client), limit,
                summary -> ApplicationSummaryView.of(summary, client, caller.texts()),
                summary -> new Cursor(summary.waitingSince(), summary.id()).text());
    }

    @PATCH
    @Path("/{id}")
    @Consumes(StrictBodies.MERGE_PATCH)
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    public Response amend(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch,
            JsonNode patch) {
        var client = caller.client();
        return answers.to(amendments.amend(id, answers.expected(ifMatch),
                application -> bodies.amended(application, patch, client), client));
    }

    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    public Response withdraw(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
        return answers.to(withdrawalAndErasure.withdraw(id, answers.expectedIfNamed(ifMatch), caller.client()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Client.PRIVACY)
    public void erase(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) List<String> ifMatch) {
        answers.done(withdrawalAndErasure.erase(id, answers.expectedIfNamed(ifMatch), caller.client()));
    }

    private static ProblemException keyTaken(InsertResult why) {
        if (why instanceof InsertResult.KeyReused) return new ProblemException(ProblemKind.IDEMPOTENCY_KEY_REUSED);
        return why instanceof InsertResult.Erased ? ProblemException.notFound()
                : new ProblemException(ProblemKind.REQUEST_IN_PROGRESS).header("Retry-After", RETRY_SECONDS);
    }
}
