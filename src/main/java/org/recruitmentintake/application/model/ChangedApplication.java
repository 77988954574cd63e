package org.recruitmentintake.application.model;

import java.time.Instant;
import java.util.UUID;

import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Route;

/**
 * A case that has changed, as its posting client sees it, without anything personal. The version tells the client
 * whether to read the case.
 */
public record ChangedApplication(UUID id, State state, Route route, Branch branch, String embassy, boolean attention,
        ForwardingState forwarding, int version, Instant createdAt, Instant updatedAt) {}
