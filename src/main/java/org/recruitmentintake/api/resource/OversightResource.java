package org.recruitmentintake.api.resource;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import org.recruitmentintake.api.dto.view.DecisionView;
import org.recruitmentintake.api.dto.view.JournalEntryView;
import org.recruitmentintake.api.dto.view.JournalVerificationView;
import org.recruitmentintake.api.dto.view.JournalView;
import org.recruitmentintake.api.dto.view.ReplayView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.ReadApplications;

/** Looking over the shoulder: who did and read what, and what the rules of another day say. */
@Path("/v1/applications/{id}")
@Tag(name = "Oversight")
@Produces(MediaType.APPLICATION_JSON)
public class OversightResource {

    /** Some tens of milliseconds, and some megabytes. */
    private static final int MOST_VERIFIED = 5_000;

    private final ReadApplications reading;
    private final Decisions decisions;
    private final CurrentClient caller;
    private final Texts texts;

    public OversightResource(ReadApplications reading, Decisions decisions, CurrentClient caller, Texts texts) {
        this.reading = reading;
        this.decisions = decisions;
        this.caller = caller;
        this.texts = texts;
    }

    @GET
    @Path("/journal")
    @RolesAllowed({Client.REVIEWER, Client.PRIVACY})
    @Operation(operationId = "getJournal", summary = "Read the journal of an application",
            description = "Who did what and who read what. Reading it is an entry too; repeated reads by one person within ten minutes are one.")
    @APIResponse(responseCode = "200", description = "The journal.",
            content = @Content(schema = @Schema(implementation = JournalView.class)))
    public JournalView journal(@PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(
                    description = "Number of the last entry of the page before.") int after,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(JournalView.MOST_ENTRIES) @Parameter(
                    description = "How many on a page at most.") int limit) {
        var journal = reading.journal(id, after, limit, caller.client())
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
        var entries = journal.lines().stream().map(JournalEntryView::of).toList();
        return new JournalView(entries, journal.more() ? entries.get(entries.size() - 1).number() : null);
    }

    @GET
    @Path("/journal/verification")
    @RolesAllowed({Client.REVIEWER, Client.PRIVACY})
    @Operation(operationId = "verifyJournal", summary = "Verify the journal of an application",
            description = "Checks the hash chain, a part at a time; the last part is checked against the length and the last hash, which are kept with the application.")
    @APIResponse(responseCode = "200", description = "What the check comes to.",
            content = @Content(schema = @Schema(implementation = JournalVerificationView.class)))
    public JournalVerificationView verifyJournal(@PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(
                    description = "Number of the last entry of the part before.") int after,
            @QueryParam("limit") @DefaultValue("5000") @Min(1) @Max(MOST_VERIFIED) @Parameter(
                    description = "How many entries are checked at most.") int limit) {
        var found = reading.verifyJournal(id, after, limit)
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
        return new JournalVerificationView(found.firstFault().isEmpty(), present(found.firstFault()),
                present(found.next()));
    }

    private static Integer present(OptionalInt number) { return number.isPresent() ? number.getAsInt() : null; }

    @GET
    @Path("/replay")
    @RolesAllowed(Client.REVIEWER)
    @Operation(operationId = "replayApplication", summary = "Decide the stored facts under the rules of a day",
            description = "Changes nothing; says what differs from the stored decision.")
    @APIResponse(responseCode = "200", description = "Both decisions.",
            content = @Content(schema = @Schema(implementation = ReplayView.class)))
    public ReplayView replay(@PathParam("id") UUID id,
            @QueryParam("on") @Parameter(description = PublicResource.ON) LocalDate on) {
        var language = caller.language();
        return reading.replay(id, PublicResource.day(on, decisions), caller.client())
                .map(replay -> new ReplayView(
                        DecisionView.of(replay.stored(), replay.stored().findings(), texts, language),
                        DecisionView.of(replay.replayed(), replay.replayed().findings(), texts, language),
                        replay.differing()))
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
    }
}
