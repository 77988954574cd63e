package org.recruitmentintake.api.resource;

import java.time.LocalDate;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
import org.recruitmentintake.api.dto.view.ReaderPage;
import org.recruitmentintake.api.dto.view.ReaderView;
import org.recruitmentintake.api.problem.ErrorLocation;
import org.recruitmentintake.api.problem.FieldError;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.usecase.ReaderStatistics;

/** Who read how many cases, for the data-protection officer. */
@Path("/v1/readers")
@Tag(name = "Privacy")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
@RegisterForReflection // QueryParameters reads its methods
public class ReadersResource {

    private static final int MOST_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.parse("2016-01-01");
    private static final LocalDate LATEST = LocalDate.parse("9998-12-31");

    private final ReaderStatistics readers;

    public ReadersResource(ReaderStatistics readers) {
        this.readers = readers;
    }

    @GET
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
