package org.recruitmentintake.application.model;

import java.util.UUID;

/** A case that names an identity document. */
public record CaseOfDocument(UUID id, State state, String owner) {}
