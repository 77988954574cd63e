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

import org.recruitmentintake.api.dto.view.Page;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.ReaderCount;
import org.recruitmentintake.application.usecase.PrivacyReads;

/** How many cases each person read, for the data-protection officer. */
@Path("/v1/readers")
@RolesAllowed(Client.PRIVACY)
@Produces(MediaType.APPLICATION_JSON)
public class ReadersResource {

    private static final int MOST_DAYS = 366;
    private static final LocalDate EARLIEST = LocalDate.parse("2016-01-01");
    private static final LocalDate LATEST = LocalDate.parse("9998-12-31");

    private final PrivacyReads reads;

    public ReadersResource(PrivacyReads reads) {
        this.reads = reads;
    }

    @GET
    public Page<ReaderCount> readers(
            @QueryParam("from") @NotNull LocalDate from,
            @QueryParam("to") @NotNull LocalDate to,
            @QueryParam("cursor") @Size(min = 1, max = 2000) String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        requireInRange("from", from, EARLIEST, LATEST);
        requireInRange("to", to, from, from.plusDays(MOST_DAYS - 1));
        var found = reads.countReaders(from, to, Answers.cursor("cursor", cursor, ReaderCursor::of), limit);
        return Page.of(found, limit, count -> count, ReaderCursor::text);
    }

    private static void requireInRange(String parameter, LocalDate day, LocalDate first, LocalDate last) {
        if (day.isBefore(first) || day.isAfter(last)) {
            throw ProblemException.invalidParameter(parameter, ProblemException.OUT_OF_RANGE, first, last);
        }
    }
}
