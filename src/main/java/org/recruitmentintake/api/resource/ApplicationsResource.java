package org.recruitmentintake.api.resource;

import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.dto.view.ApplicationPage;
import org.recruitmentintake.api.dto.view.ApplicationSummaryView;
import org.recruitmentintake.api.dto.view.ApplicationView;
import org.recruitmentintake.api.json.StrictBodies;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.ListFilter;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.model.TaskCode;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.usecase.Casework;
import org.recruitmentintake.application.usecase.ReadApplications;
import org.recruitmentintake.application.usecase.SubmissionResult;
import org.recruitmentintake.application.usecase.SubmitApplication;
import org.recruitmentintake.application.usecase.WithdrawalAndErasure;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;

/** Applications: posted, read, listed, amended, withdrawn, erased. */
@Path("/v1/applications")
@Tag(name = "Applications")
@Produces(MediaType.APPLICATION_JSON)
public class ApplicationsResource {

    private static final int RETRY_SECONDS = 2;

    private final SubmitApplication intake;
    private final ReadApplications reading;
    private final Casework casework;
    private final WithdrawalAndErasure withdrawalAndErasure;
    private final Answers answers;
    private final CurrentClient caller;
    private final StrictBodies bodies;
    private final ObjectMapper json;
    private final FollowedList followed;
    private final Texts texts;

    public ApplicationsResource(SubmitApplication intake, ReadApplications reading, Casework casework,
            WithdrawalAndErasure withdrawalAndErasure, Answers answers,
            CurrentClient caller,
            StrictBodies bodies, ObjectMapper json, Texts texts, FollowedList followed) {
        this.intake = intake;
        this.reading = reading;
        this.casework = casework;
        this.withdrawalAndErasure = withdrawalAndErasure;
        this.answers = answers;
        this.caller = caller;
        this.bodies = bodies;
        this.json = json;
        this.followed = followed;
        this.texts = texts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    @Operation(operationId = "postApplication", summary = "Post an application",
            description = "Stores the application and says at once how every condition stands and what is missing. `201` means committed."
                    + " Repeating the request with the same key gives the same answer and makes no second application.")
    @APIResponse(responseCode = "201", description = "Stored.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response post(
            @HeaderParam("Idempotency-Key") @Parameter(required = true,
                    schema = @Schema(minLength = 8, maxLength = 128),
                    description = "Made anew for each application, such as a UUID; stored for 72 hours.") String key,
            ApplicationRequest request) {
        if (key == null || key.isBlank()) {
            throw new ProblemException(ProblemKind.IDEMPOTENCY_KEY_MISSING);
        }
        if (key.length() < 8 || key.length() > 128) {
            throw new ProblemException(ProblemKind.INVALID_HEADER,
                    new FieldError(ErrorLocation.HEADER, "Idempotency-Key", ProblemException.BAD_FORMAT));
        }
        var client = caller.client();
        var result = intake.submit(request.submission(), client,
                new IdempotentRequest(client.id(), key, bytes(request)),
                application -> bytes(answers.toPoster(application)));
        if (result instanceof SubmissionResult.Unfit unfit) {
            throw Answers.unfit(unfit.faults());
        }
        if (result instanceof SubmissionResult.KeyTaken taken) {
            throw keyTaken(taken.why());
        }
        var answered = (SubmissionResult.Answered) result;
        // As text: the framework would put the client's own Host header in front of a URI.
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, "/v1/applications/" + answered.application())
                .tag("1").type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answered.answer()).build();
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    @Operation(operationId = "getApplication", summary = "Read an application",
            description = "State, every finding, and the next steps. Those whose task the case is also see what the applicant stated. Each read is in the journal.")
    @APIResponse(responseCode = "200", description = "The application.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response get(@PathParam("id") UUID id) {
        var client = caller.client();
        return reading.read(id, client).map(stored -> answers.to(client, stored))
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
    }

    @GET
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE, Client.REVIEWER})
    @Operation(operationId = "listApplications", summary = "List the applications in one's charge",
            description = "Summaries without personal data: first those that wait for your desk, the longest waiting first, then those that wait for others, then decided ones. Follow `next` until it is absent.")
    @APIResponse(responseCode = "200", description = "A page.",
            content = @Content(schema = @Schema(implementation = ApplicationPage.class)))
    public Object list(@QueryParam("state") @Parameter(description = "Only those in this state.") State state,
            @QueryParam("branch") @Parameter(description = "Only those for this branch.") Branch branch,
            @QueryParam("embassy") @Size(max = 60) @Parameter(
                    description = "Only those of this embassy: an id in `GET /v1/embassies`.") String embassy,
            @QueryParam("attention") @Parameter(
                    description = "Only those that their embassy should look at, or only the others.") Boolean attention,
            @QueryParam("refusalProposed") @Parameter(
                    description = "Only those in which a person is asked to confirm a refusal, or only the others. For reviewers.") Boolean refusalProposed,
            @QueryParam("hasMatch") @Parameter(
                    description = "Of the undecided, only those of whose document another case is handed over and not ruled apart, or only the others. For reviewers.") Boolean hasMatch,
            @QueryParam("turn") @Parameter(description = "Only those in which it is their turn.") EvidenceSource turn,
            @QueryParam("step") @Parameter(
                    description = "Only those in which this can be done now, by whomever.") TaskCode step,
            @QueryParam("cursor") @Size(max = 100) @Parameter(
                    description = "`next` of the page before; left out for the first.") String cursor,
            @QueryParam("changedSince") @Size(max = 100) @Parameter(
                    description = "For portals: `next` of the page before, also of the last; left out for the beginning.") String changedSince,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) @Parameter(
                    description = "How many on a page at most.") int limit) {
        var client = caller.client();
        if (client.role() == Role.PORTAL) {
            var filters = new HashMap<String, Object>();
            filters.put("state", state);
            filters.put("branch", branch);
            filters.put("embassy", embassy);
            filters.put("attention", attention);
            filters.put("refusalProposed", refusalProposed);
            filters.put("hasMatch", hasMatch);
            filters.put("cursor", cursor);
            filters.put("turn", turn);
            filters.put("step", step);
            return followed.page(client, changedSince, limit, filters);
        }
        FollowedList.refuse(changedSince);
        // The one character that PostgreSQL has no place for.
        if (embassy != null && embassy.indexOf(0) >= 0) {
            throw new ProblemException(ProblemKind.INVALID_PARAMETER,
                    new FieldError(ErrorLocation.PARAMETER, "embassy", ProblemException.BAD_FORMAT));
        }
        var filter = new ListFilter(state, branch, embassy, attention, refusalProposed, hasMatch, turn, step);
        if (filter.forReviewers() && !Access.seesOtherCases(client)) {
            throw new ProblemException(ProblemKind.INVALID_PARAMETER, new FieldError(ErrorLocation.PARAMETER,
                    refusalProposed != null ? "refusalProposed" : "hasMatch", "not-for-your-role"));
        }
        var found = reading.list(filter, Answers.position(cursor), limit,
                client);
        var next = found.size() < limit ? null : Cursor.of(found.get(found.size() - 1)).text();
        return new ApplicationPage(
                found.stream()
                        .map(summary -> ApplicationSummaryView.of(summary, client, texts, caller.language())).toList(),
                next);
    }

    @PATCH
    @Path("/{id}")
    @Consumes(StrictBodies.MERGE_PATCH)
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    @Operation(operationId = "amendApplication", summary = "Amend an application",
            description = "JSON Merge Patch (RFC 7396) by the client that posted it. A group of members that needs all of them, a consent for example, is sent whole; `citizenships` and `stateless` replace each other. A fact that changes loses its attestation; with another name, document number or issuing country all of them do, and the steps begin anew, since nobody has seen that person.")
    @APIResponse(responseCode = "200", description = "The application as it is now.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response amend(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, JsonNode patch) {
        var client = caller.client();
        return answers.to(client,
                casework.amend(id, Answers.version(ifMatch), application -> merged(application, patch), client));
    }

    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed({Client.PORTAL, Client.EMBASSY, Client.RECRUITING_CENTRE})
    @Operation(operationId = "withdrawApplication", summary = "Withdraw an application",
            description = "By the client that posted it, until it is refused or over. What has not left is not sent; what may have left is followed by a withdrawal notice.")
    @APIResponse(responseCode = "200", description = "Withdrawn.",
            content = @Content(schema = @Schema(implementation = ApplicationView.class)))
    public Response withdraw(@PathParam("id") UUID id) {
        var client = caller.client();
        return answers.to(client, withdrawalAndErasure.withdraw(id, client));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Client.PRIVACY)
    @Operation(operationId = "eraseApplication", summary = "Erase an application",
            description = "Destroys everything personal of it. Its history of states and its journal stay. Its branch is told to drop what it has, also of a case that its period has ended before.")
    @APIResponse(responseCode = "204", description = "Erased.")
    public void erase(@PathParam("id") UUID id) { answers.done(withdrawalAndErasure.erase(id, caller.client())); }

    /** The case as it would be posted with the patch. Whether it is refused, and for what, the patch alone decides. */
    private Submission merged(Application application, JsonNode patch) {
        ObjectNode stored = json.valueToTree(ApplicationRequest.of(application));
        var fixed = Stream.of("route", "embassy")
                .filter(name -> patch.has(name) && !same(patch.get(name), stored.get(name)))
                .map(name -> new FieldError(ErrorLocation.POINTER, "/" + name, "fixed")).toList();
        if (!fixed.isEmpty()) {
            throw new ProblemException(ProblemKind.INVALID_BODY, fixed);
        }
        // One statement of two members: a patch of one replaces both, or their contradiction would tell what was stored.
        var applicant = patch.path("applicant");
        if (applicant.has("citizenships") || applicant.has("stateless")) {
            ((ObjectNode) stored.get("applicant")).remove(List.of("citizenships", "stateless"));
        }
        return bodies.patched(stored, patch, ApplicationRequest.class).submission();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one == null || one.isNull() ? other == null || other.isNull() : one.equals(other);
    }

    private static ProblemException keyTaken(InsertResult why) {
        if (why instanceof InsertResult.KeyReused) {
            return new ProblemException(ProblemKind.IDEMPOTENCY_KEY_REUSED);
        }
        return why instanceof InsertResult.Erased ? new ProblemException(ProblemKind.NOT_FOUND)
                : new ProblemException(ProblemKind.REQUEST_IN_PROGRESS).header("Retry-After", RETRY_SECONDS);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records are always written");
        }
    }
}
