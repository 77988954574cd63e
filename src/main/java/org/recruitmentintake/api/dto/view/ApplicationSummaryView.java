package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.UUID;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** A case in a list. */
public record ApplicationSummaryView(UUID id, State state,
        Route route,
        Branch branch, String embassy, boolean attention,
        Boolean refusalProposed,
        Instant createdAt, Instant updatedAt) {

    public static ApplicationSummaryView of(ApplicationSummary summary, Client client) {
        return new ApplicationSummaryView(summary.id(), summary.state(), summary.route(), summary.branch(),
                summary.embassy(),
                summary.flagged(), Access.seesOtherCases(client) ? summary.refusalProposed() : null,
                summary.createdAt(), summary.updatedAt());
    }
}
