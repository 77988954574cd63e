package org.recruitmentintake.api.resource;

import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.recruitmentintake.api.dto.view.MessagePage;
import org.recruitmentintake.api.dto.view.MessageView;
import org.recruitmentintake.api.dto.view.TestMessageView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxState;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.application.port.RelaySignal;
import org.recruitmentintake.application.port.TestMessages;
import org.recruitmentintake.eligibility.facts.Branch;

/** The outbox for those who run the service: what waits, what is stuck, and sending it again. Nothing here is personal. */
@Path("/v1/forwarding")
@Tag(name = "Forwarding")
@RolesAllowed(Client.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ForwardingResource {

    private static final Logger LOG = Logger.getLogger(ForwardingResource.class);

    private final Outbox outbox;
    private final RelaySignal relaySignal;
    private final QueueAddresses addresses;
    private final TestMessages testMessages;
    private final CurrentClient caller;
    private final Clock clock;

    public ForwardingResource(Outbox outbox, RelaySignal relaySignal, QueueAddresses addresses,
            TestMessages testMessages,
            CurrentClient caller, Clock clock) {
        this.outbox = outbox;
        this.addresses = addresses;
        this.testMessages = testMessages;
        this.relaySignal = relaySignal;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listForwarding", summary = "List the messages that have not been taken by the broker",
            description = "The oldest first. `DEAD` are those that the broker refused too often: they wait to be resubmitted.")
    @APIResponse(responseCode = "200", description = "A page.",
            content = @Content(schema = @Schema(implementation = MessagePage.class)))
    public MessagePage list(@QueryParam("state") @DefaultValue("DEAD") @Parameter(
            description = "Those that wait, or those that are stuck.") OutboxState state,
            @QueryParam("cursor") @Size(max = 100) @Parameter(
                    description = "`next` of the page before; left out for the first.") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) @Parameter(
                    description = "How many on a page at most.") int limit) {
        var rows = outbox.list(state, Answers.position(cursor), limit);
        var last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return new MessagePage(rows.stream().map(row -> MessageView.of(row, addresses)).toList(),
                rows.size() < limit ? null : new Cursor(last.createdAt(), last.id()).text());
    }

    @POST
    @Path("/{id}/resubmission")
    @Operation(operationId = "resubmitMessage", summary = "Send a dead message again",
            description = "It is due at once, with the same id, the same bytes and all its attempts before it; the journal of its"
                    + " application says who asked. `404` where there is no dead message of this id.")
    @APIResponse(responseCode = "200", description = "It is on its way again.",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    public MessageView resubmit(@PathParam("id") UUID id) {
        var entry = JournalEntry.by(caller.client(), clock.instant(), JournalAction.RESUBMITTED, null);
        var row = outbox.resubmit(id, entry).orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
        relaySignal.wake();
        return MessageView.of(row, addresses);
    }

    @POST
    @Path("/test-messages/{branch}")
    @Operation(operationId = "sendTestMessage", summary = "Send a test message to a branch",
            description = "Signed and sealed like a real message, and about nobody: it tries the queue and the recipient's key before"
                    + " the first real person. It is sent once and at once, past the outbox; the answer says what the broker made of it.")
    @APIResponse(responseCode = "200", description = "What the broker answered.",
            content = @Content(schema = @Schema(implementation = TestMessageView.class)))
    public TestMessageView test(
            @PathParam("branch") @Parameter(description = "The branch whose queue and key are tried.") Branch branch) {
        var sent = testMessages.send(branch);
        LOG.infof("Test message %s to %s, client %s: %s (%s)", sent.id(), sent.address(), caller.client().id(),
                sent.result(),
                sent.code());
        return TestMessageView.of(sent);
    }
}
