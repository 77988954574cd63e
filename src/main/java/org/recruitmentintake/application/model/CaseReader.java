package org.recruitmentintake.application.model;

import java.time.Instant;

/** A person's reads of one case, in one way. */
public record CaseReader(String client, String person, String role, JournalAction action, long times, Instant first,
        Instant last) {}
