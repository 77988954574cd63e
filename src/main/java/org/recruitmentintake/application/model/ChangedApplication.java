package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/** A case that has changed, as its posting client sees it, without anything personal. */
public record ChangedApplication(UUID id, Route route, Branch branch, String embassy, State state, boolean flagged,
        ForwardingState forwarding, int version, Instant createdAt, Instant updatedAt) {}
