package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.Assignee;

/** The reviewer who has taken a case. */
@Schema(name = "Assignee", description = "The reviewer who has taken a case; it ends by itself after a day.")
public record AssigneeView(@Schema(required = true) String person, @Schema(required = true) Instant since) {

    public static AssigneeView of(Assignee assignee) {
        return assignee == null ? null : new AssigneeView(assignee.person(), assignee.since());
    }
}
