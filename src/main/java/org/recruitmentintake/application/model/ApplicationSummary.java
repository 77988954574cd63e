package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** A case without anything personal. */
public record ApplicationSummary(UUID id, Route route, Branch branch, String embassy, State state, boolean flagged,
        boolean refusalProposed, Instant createdAt, Instant updatedAt) {
}
