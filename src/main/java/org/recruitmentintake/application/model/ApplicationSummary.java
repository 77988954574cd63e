package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Route;

/**
 * A case without anything personal.
 *
 * @param turn null if the case is decided
 * @param tasks what desks can do now
 * @param waitingSince the moment from which the desk that lists has had a task, or {@link Waiting#FOR_OTHERS} or {@link
 *            Waiting#DECIDED}
 * @param assignee the reviewer who has taken it; null if there is none
 */
public record ApplicationSummary(UUID id, Route route, Branch branch, String embassy, State state, boolean flagged,
        boolean refusalProposed, Instant createdAt, Instant updatedAt, EvidenceSource turn, List<TaskName> tasks,
        Instant waitingSince, Assignee assignee) {}
