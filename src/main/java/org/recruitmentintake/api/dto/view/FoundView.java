package org.recruitmentintake.api.dto.view;

import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.State;

/** A case of the document. */
@Schema(name = "FoundApplication", description = "An application that names the document.")
public record FoundView(@Schema(required = true) UUID id, @Schema(required = true) State state,
        @Schema(required = true, description = "The client that posted it.") String owner) {

    public static FoundView of(CaseOfDocument found) { return new FoundView(found.id(), found.state(), found.owner()); }
}
