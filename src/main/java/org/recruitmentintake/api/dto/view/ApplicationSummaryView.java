package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/** A case in a list. */
@Schema(name = "ApplicationSummary", description = "A case without anything personal.")
public record ApplicationSummaryView(@Schema(required = true) UUID id, @Schema(required = true) State state,
        @Schema(required = true) Route route,
        @Schema(required = true) Branch branch, String embassy, @Schema(required = true) boolean attention,
        @Schema(description = "Whether a person is asked to confirm a refusal; for reviewers.") Boolean refusalProposed,
        @Schema(required = true) Instant createdAt, @Schema(required = true) Instant updatedAt,
        @Schema(description = "Whose turn it is; absent where the case is decided.") EvidenceSource turn,
        @Schema(required = true, description = "What can be done now, the longest waiting first.") List<TaskView> tasks,
        @Schema(description = "Since when your desk has something to do; absent where it has not.") Instant waitingSince,
        @Schema(description = "The reviewer who has taken it; for reviewers.") AssigneeView assignee) {

    public static ApplicationSummaryView of(ApplicationSummary summary, Client client, Texts texts, String language) {
        return new ApplicationSummaryView(summary.id(), summary.state(), summary.route(), summary.branch(),
                summary.embassy(),
                summary.flagged(), Access.seesOtherCases(client) ? summary.refusalProposed() : null,
                summary.createdAt(), summary.updatedAt(), summary.turn(),
                summary.tasks().stream().filter(Access.scope(client)::isVisible)
                        .map(task -> TaskView.of(task, texts, language)).toList(),
                summary.waitingSince().isBefore(Waiting.FOR_OTHERS) ? summary.waitingSince() : null,
                Access.seesOtherCases(client) ? AssigneeView.of(summary.assignee()) : null);
    }
}
