package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** A case in a list. */
@Schema(name = "ApplicationSummary", description = "A case without anything personal.")
public record ApplicationSummaryView(@Schema(required = true) UUID id, @Schema(required = true) State state,
        @Schema(required = true) Route route,
        @Schema(required = true) Branch branch, String embassy, @Schema(required = true) boolean attention,
        @Schema(description = "Whether a person is asked to confirm a refusal; for reviewers.") Boolean refusalProposed,
        @Schema(required = true) Instant createdAt, @Schema(required = true) Instant updatedAt) {

    public static ApplicationSummaryView of(ApplicationSummary summary, Client client) {
        return new ApplicationSummaryView(summary.id(), summary.state(), summary.route(), summary.branch(),
                summary.embassy(),
                summary.flagged(), Access.seesOtherCases(client) ? summary.refusalProposed() : null,
                summary.createdAt(), summary.updatedAt());
    }
}
