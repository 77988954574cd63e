package org.recruitmentintake.application.model;

import java.util.UUID;

/** Another case of the same document. */
public record OtherCase(UUID id, State state) {}
