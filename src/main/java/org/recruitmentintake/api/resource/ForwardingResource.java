package org.recruitmentintake.api.resource;

import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.logging.Logger;
import org.recruitmentintake.api.dto.request.ResubmissionsRequest;
import org.recruitmentintake.api.dto.view.MessageView;
import org.recruitmentintake.api.dto.view.Page;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Cursor;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.port.OutboxState;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.application.port.Resubmissions;
import org.recruitmentintake.application.port.SentTestMessage;
import org.recruitmentintake.application.port.TestMessages;
import org.recruitmentintake.application.port.WaitingMessages;
import org.recruitmentintake.eligibility.facts.Branch;

/**
 * The outbox for operators: what waits, what is stuck, and sending it again. Nothing here is personal.
 */
@Path("/v1/forwarding")
@RolesAllowed(Client.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class ForwardingResource {

    private static final Logger LOG = Logger.getLogger(ForwardingResource.class);

    /** Each of them is an entry of a journal, in one transaction. */
    static final int RESUBMISSIONS_AT_ONCE = 200;

    private final WaitingMessages messages;
    private final RelayQueue relay;
    private final QueueAddresses addresses;
    private final TestMessages testMessages;
    private final CurrentClient caller;
    private final Clock clock;

    public ForwardingResource(WaitingMessages messages, RelayQueue relay, QueueAddresses addresses,
            TestMessages testMessages, CurrentClient caller, Clock clock) {
        this.messages = messages;
        this.relay = relay;
        this.addresses = addresses;
        this.testMessages = testMessages;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    public Page<MessageView> list(@QueryParam("state") @DefaultValue("DEAD") OutboxState state,
            @QueryParam("cursor") @Size(min = 1, max = 100) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return Page.of(messages.list(state, Answers.cursor("cursor", cursor, Cursor::of), limit), limit,
                row -> MessageView.of(row, addresses), row -> new Cursor(row.createdAt(), row.id()).text());
    }

    @POST
    @Path("/{id}/resubmission")
    public MessageView resubmit(@PathParam("id") UUID id) {
        var entry = JournalEntry.by(caller.client(), clock.instant(), JournalAction.RESUBMITTED, null);
        var row = messages.resubmit(id, entry).orElseThrow(ProblemException::notFound);
        relay.wake();
        return MessageView.of(row, addresses);
    }

    @POST
    @Path("/resubmissions")
    @Consumes(MediaType.APPLICATION_JSON)
    public Resubmissions resubmitAll(ResubmissionsRequest request) {
        var client = caller.client();
        var entry = JournalEntry.by(client, clock.instant(), JournalAction.RESUBMITTED,
                "failure=" + request.lastFailure());
        var done = messages.resubmitAll(request.branch(), request.lastFailure(), RESUBMISSIONS_AT_ONCE, entry);
        LOG.infof("Resubmitted %d messages to %s, client %s; %d are left", done.resubmitted(),
                addresses.addressOf(request.branch().name()), client.id(), done.left());
        relay.wake();
        return done;
    }

    @POST
    @Path("/test-messages/{branch}")
    public SentTestMessage test(@PathParam("branch") Branch branch) {
        var sent = testMessages.send(branch);
        LOG.infof("Test message %s to %s, client %s: %s (%s)", sent.id(), sent.address(), caller.client().id(),
                sent.result(), sent.code());
        return sent;
    }
}
