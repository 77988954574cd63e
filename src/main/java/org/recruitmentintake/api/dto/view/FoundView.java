package org.recruitmentintake.api.dto.view;

import java.util.UUID;

import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.State;

/** A case of the document that was looked up. */
public record FoundView(UUID id, State state,
        String owner) {

    public static FoundView of(CaseOfDocument found) { return new FoundView(found.id(), found.state(), found.owner()); }
}
