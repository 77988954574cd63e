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

import org.recruitmentintake.api.dto.view.DecisionView;
import org.recruitmentintake.api.dto.view.DossierView;
import org.recruitmentintake.api.dto.view.JournalEntryView;
import org.recruitmentintake.api.dto.view.JournalVerificationView;
import org.recruitmentintake.api.dto.view.JournalView;
import org.recruitmentintake.api.dto.view.ReplayView;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.application.usecase.PrivacyReads;
import org.recruitmentintake.application.usecase.ReadApplications;

/** Oversight of a case: its journal, its personal data, and its decision under the rules of another day. */
@Path("/v1/applications/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class OversightResource {

    /** To verify so many entries takes some tens of milliseconds and some megabytes. */
    private static final int MOST_VERIFIED = 5_000;
    private static final int LAST_ENTRY = 999_999_999;

    private final ReadApplications reading;
    private final PrivacyReads privacyReads;
    private final Decisions decisions;
    private final CurrentClient caller;

    public OversightResource(ReadApplications reading, PrivacyReads privacyReads, Decisions decisions,
            CurrentClient caller) {
        this.reading = reading;
        this.privacyReads = privacyReads;
        this.decisions = decisions;
        this.caller = caller;
    }

    @GET
    @Path("/journal")
    @RolesAllowed({Client.REVIEWER, Client.PRIVACY})
    public JournalView journal(@PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Max(LAST_ENTRY) int after,
            @QueryParam("limit") @DefaultValue("200") @Min(1) @Max(JournalView.MOST_ENTRIES) int limit) {
        var found = reading.journal(id, after, limit + 1, caller.client()).orElseThrow(ProblemException::notFound);
        var entries = found.stream().limit(limit).map(JournalEntryView::of).toList();
        return new JournalView(entries, found.size() > limit ? entries.get(limit - 1).number() : null);
    }

    @GET
    @Path("/journal/verification")
    @RolesAllowed({Client.REVIEWER, Client.PRIVACY})
    public JournalVerificationView verifyJournal(@PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Max(LAST_ENTRY) int after,
            @QueryParam("limit") @DefaultValue("5000") @Min(1) @Max(MOST_VERIFIED) int limit) {
        var found = reading.verifyJournal(id, after, limit).orElseThrow(ProblemException::notFound);
        return new JournalVerificationView(found.firstFault().isEmpty(), present(found.firstFault()),
                present(found.next()));
    }

    private static Integer present(OptionalInt number) { return number.isPresent() ? number.getAsInt() : null; }

    /** Everything that is held about the applicant, for the data-protection officer to hand out. */
    @GET
    @Path("/dossier")
    @RolesAllowed(Client.PRIVACY)
    public DossierView dossier(@PathParam("id") UUID id) {
        return privacyReads.disclose(id, caller.client()).map(read -> DossierView.of(read, caller.texts()))
                .orElseThrow(ProblemException::notFound);
    }

    @GET
    @Path("/replay")
    @RolesAllowed(Client.REVIEWER)
    public ReplayView replay(@PathParam("id") UUID id, @QueryParam("on") LocalDate on) {
        var texts = caller.texts();
        return reading.replay(id, AskedDay.orToday(on, decisions), caller.client())
                .map(replay -> new ReplayView(
                        DecisionView.of(replay.stored(), replay.stored().findings(), replay.differing(), texts),
                        DecisionView.of(replay.replayed(), replay.replayed().findings(), replay.differing(), texts),
                        replay.differing()))
                .orElseThrow(ProblemException::notFound);
    }
}
