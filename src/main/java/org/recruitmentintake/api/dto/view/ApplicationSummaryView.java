package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.ApplicationSummary;
import org.recruitmentintake.application.model.Assignee;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.model.Waiting;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/** A case in a list. */
@RegisterForReflection(registerFullHierarchy = true)
public record ApplicationSummaryView(UUID id, State state, Route route, Branch branch, String embassy,
        boolean attention, Boolean refusalProposed, Instant createdAt, Instant updatedAt, EvidenceSource turn,
        List<TaskView> tasks, Instant waitingSince, Assignee assignee) {

    public static ApplicationSummaryView of(ApplicationSummary summary, Client client, LanguageTexts texts) {
        return new ApplicationSummaryView(summary.id(), summary.state(), summary.route(), summary.branch(),
                summary.embassy(), summary.flagged(), Access.seesOtherCases(client) ? summary.refusalProposed() : null,
                summary.createdAt(), summary.updatedAt(), summary.turn(),
                summary.tasks().stream().filter(Access.scope(client)::isVisible).map(task -> TaskView.of(task, texts))
                        .toList(),
                summary.waitingSince().isBefore(Waiting.FOR_OTHERS) ? summary.waitingSince() : null,
                Access.seesOtherCases(client) ? summary.assignee() : null);
    }
}
