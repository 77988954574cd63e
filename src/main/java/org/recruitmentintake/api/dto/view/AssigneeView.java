package org.recruitmentintake.api.dto.view;

import java.time.Instant;

import org.recruitmentintake.application.model.Assignee;

/** The reviewer who has taken a case. */
public record AssigneeView(String person, Instant since) {

    public static AssigneeView of(Assignee assignee) {
        return assignee == null ? null : new AssigneeView(assignee.person(), assignee.since());
    }
}
