package org.recruitmentintake.application.model;

import java.time.Instant;

/** A reviewer who has taken a case. */
public record Assignee(String person, Instant since) {}
