package org.recruitmentintake.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
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

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.recruitmentintake.api.Problem.Kind;
import org.recruitmentintake.application.Client;
import org.recruitmentintake.application.JournalEntry;
import org.recruitmentintake.application.JournalEntry.Action;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.QueueAddresses;
import org.recruitmentintake.application.Register.Position;
import org.recruitmentintake.application.TestMessages;
import org.recruitmentintake.eligibility.Facts.Branch;

/** The outbox for those who run the service: what waits, what is stuck, and sending it again. Nothing here is personal. */
@Path("/v1/forwarding")
@Tag(name = "Forwarding")
@RolesAllowed(Client.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection // QueryParameters reads its methods
public class ForwardingResource {

    /** A message that has not been taken by the broker. */
    @Schema(name = "WaitingMessage",
            description = "A message that has not been taken by the broker; nothing of it is personal.")
    public record MessageView(@Schema(required = true, description = "The id of the CloudEvent.") UUID id,
            @Schema(required = true) Outbox.Kind kind,
            @Schema(required = true, description = "The queue it is sent to with the present settings.",
                    examples = "recruitment.ground-forces") String address,
            @Schema(required = true) Outbox.State state,
            @Schema(required = true,
                    description = "How often the broker has refused this very message. That it was away does not count.") int attempts,
            @Schema(description = "The last refusal, as a code.", examples = "amqp:decode-error") String lastFailure,
            @Schema(required = true) Instant createdAt,
            @Schema(required = true,
                    description = "When it is tried next; without meaning for a dead one.") Instant dueAt) {

        static MessageView of(Outbox.Waiting row, QueueAddresses addresses) {
            return new MessageView(row.id(), row.kind(), addresses.of(row.branch()), row.state(), row.attempts(),
                    row.lastFailure(),
                    row.createdAt(), row.dueAt());
        }
    }

    /** One page of the outbox. */
    @Schema(name = "WaitingMessagePage", description = "One page; follow `next` until it is absent.")
    public record Page(@Schema(required = true) List<MessageView> items,
            @Schema(description = "Cursor of the next page; absent on the last.") String next) {
    }

    /** The broker's answer to a test message. */
    @Schema(name = "TestMessage", description = "A test message, and what the broker answered.")
    public record TestMessageView(@Schema(required = true, description = "The id of the CloudEvent.") UUID id,
            @Schema(required = true, examples = "org.recruitmentintake.test.v1") String type,
            @Schema(required = true) Branch branch,
            @Schema(required = true, description = "The queue it was sent to.",
                    examples = "recruitment.ground-forces") String address,
            @Schema(required = true,
                    description = "`ACCEPTED`: the broker has stored it. `REFUSED`: by the broker or the queue. `UNAVAILABLE`: there"
                            + " was no connection, or no answer.") TestMessages.Result result,
            @Schema(required = true, description = "The reason as a code.", examples = "accepted") String code) {

        static TestMessageView of(TestMessages.Sent sent) {
            return new TestMessageView(sent.id(), sent.type(), sent.branch(), sent.address(), sent.result(),
                    sent.code());
        }
    }

    private static final Logger LOG = Logger.getLogger(ForwardingResource.class);

    private final Outbox outbox;
    private final Doorbell doorbell;
    private final QueueAddresses addresses;
    private final TestMessages testMessages;
    private final CurrentClient caller;
    private final Clock clock;

    public ForwardingResource(Outbox outbox, Doorbell doorbell, QueueAddresses addresses, TestMessages testMessages,
            CurrentClient caller, Clock clock) {
        this.outbox = outbox;
        this.addresses = addresses;
        this.testMessages = testMessages;
        this.doorbell = doorbell;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listForwarding", summary = "List the messages that have not been taken by the broker",
            description = "The oldest first. `DEAD` are those that the broker refused too often: they wait to be resubmitted.")
    @APIResponse(responseCode = "200", description = "A page.",
            content = @Content(schema = @Schema(implementation = Page.class)))
    public Page list(@QueryParam("state") @DefaultValue("DEAD") @Parameter(
            description = "Those that wait, or those that are stuck.") Outbox.State state,
            @QueryParam("cursor") @Size(max = 100) @Parameter(
                    description = "`next` of the page before; left out for the first.") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) @Parameter(
                    description = "How many on a page at most.") int limit) {
        var rows = outbox.list(state, Answers.position(cursor), limit);
        var last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return new Page(rows.stream().map(row -> MessageView.of(row, addresses)).toList(),
                rows.size() < limit ? null : new Position(last.createdAt(), last.id()).text());
    }

    @POST
    @Path("/{id}/resubmission")
    @Operation(operationId = "resubmitMessage", summary = "Send a dead message again",
            description = "It is due at once, with the same id, the same bytes and all its attempts before it; the journal of its"
                    + " application says who asked. `404` where there is no dead message of this id.")
    @APIResponse(responseCode = "200", description = "It is on its way again.",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    public MessageView resubmit(@PathParam("id") UUID id) {
        var entry = JournalEntry.by(caller.client(), clock.instant(), Action.RESUBMITTED, null);
        var row = outbox.resubmit(id, entry).orElseThrow(() -> new Refused(Kind.NOT_FOUND));
        doorbell.ring();
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
