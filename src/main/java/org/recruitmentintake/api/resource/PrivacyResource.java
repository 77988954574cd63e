package org.recruitmentintake.api.resource;

import java.time.LocalDate;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
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

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.recruitmentintake.api.dto.request.LookupRequest;
import org.recruitmentintake.api.dto.view.DossierView;
import org.recruitmentintake.api.dto.view.FoundView;
import org.recruitmentintake.api.dto.view.LookupView;
import org.recruitmentintake.api.dto.view.ReaderPage;
import org.recruitmentintake.api.dto.view.ReaderView;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.DocumentNumber;
import org.recruitmentintake.application.usecase.DocumentLookup;
import org.recruitmentintake.application.usecase.DossierDisclosure;
import org.recruitmentintake.application.usecase.ReaderStatistics;

/** The data-protection officer's desk: whose cases, what is held of a person, and who has read it. */
@Path("/v1")
@Tag(name = "Privacy")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
public class PrivacyResource {

    private static final int MOST_CASES = 200;
    private static final int MOST_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.parse("2016-01-01");
    private static final LocalDate LATEST = LocalDate.parse("9998-12-31");

    private final DocumentLookup lookup;
    private final DossierDisclosure disclosure;
    private final ReaderStatistics readers;
    private final CurrentClient caller;
    private final Texts texts;

    public PrivacyResource(DocumentLookup lookup, DossierDisclosure disclosure, ReaderStatistics readers,
            CurrentClient caller, Texts texts) {
        this.lookup = lookup;
        this.disclosure = disclosure;
        this.readers = readers;
        this.caller = caller;
        this.texts = texts;
    }

    @POST
    @Path("/applications/lookup")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "lookUpDocument", summary = "Find the applications of a document",
            description = "For somebody who asks what is held about them, or for erasure, and has no id. Each found application has an entry in its journal. The number is neither logged nor stored.")
    @APIResponse(responseCode = "200", description = "What was found; possibly nothing.",
            content = @Content(schema = @Schema(implementation = LookupView.class)))
    public LookupView lookUp(LookupRequest request) {
        if (!DocumentNumber.isNumber(request.number())) {
            throw new ProblemException(ProblemKind.INVALID_BODY,
                    new FieldError(ErrorLocation.POINTER, "/number", "no-letter-or-digit"));
        }
        var found = lookup.find(request.country(), request.number(), MOST_CASES + 1, caller.client());
        return new LookupView(found.stream().limit(MOST_CASES).map(FoundView::of).toList(), found.size() > MOST_CASES);
    }

    @GET
    @Path("/applications/{id}/dossier")
    @Operation(operationId = "getDossier", summary = "Read all that is held about a person in an application",
            description = "One document to hand out to that person, with who has read the application, and every text in the language of `Accept-Language`. The conditions asked last are left out. The read is in the journal.")
    @APIResponse(responseCode = "200", description = "The document.",
            content = @Content(schema = @Schema(implementation = DossierView.class)))
    public DossierView dossier(@PathParam("id") UUID id) {
        return disclosure.read(id, caller.client()).map(read -> DossierView.of(read, texts, caller.language()))
                .orElseThrow(() -> new ProblemException(ProblemKind.NOT_FOUND));
    }

    @GET
    @Path("/readers")
    @Operation(operationId = "listReaders", summary = "List who read how many applications",
            description = "By client and person, the readers of the most applications first; a period of at most 366 days. Nothing personal of any applicant.")
    @APIResponse(responseCode = "200", description = "A page.",
            content = @Content(schema = @Schema(implementation = ReaderPage.class)))
    public ReaderPage readers(
            @QueryParam("from") @NotNull @Parameter(description = "The first day, in Kyiv.") LocalDate from,
            @QueryParam("to") @NotNull @Parameter(description = "The last day, in Kyiv.") LocalDate to,
            @QueryParam("cursor") @Size(max = 2000) @Parameter(
                    description = "`next` of the page before; left out for the first.") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) @Parameter(
                    description = "How many on a page at most.") int limit) {
        inRange("from", from, EARLIEST, LATEST);
        inRange("to", to, from, from.plusDays(MOST_DAYS - 1));
        var found = readers.list(from, to, cursor == null ? null : ReaderCursor.of(cursor), limit);
        return new ReaderPage(found.stream().map(ReaderView::of).toList(),
                found.size() < limit ? null : ReaderCursor.text(found.get(found.size() - 1)));
    }

    private static void inRange(String parameter, LocalDate day, LocalDate first, LocalDate last) {
        if (day.isBefore(first) || day.isAfter(last)) {
            throw new ProblemException(ProblemKind.INVALID_PARAMETER,
                    new FieldError(ErrorLocation.PARAMETER, parameter, ProblemException.OUT_OF_RANGE));
        }
    }
}
