package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.eligibility.Citation;

/** A ground. */
@Schema(name = "Citation", description = "The ground of a rule.")
public record CitationView(
        @Schema(required = true) Citation.Kind kind,
        @Schema(required = true, examples = "Decree 84/2024") String act,
        @Schema(description = "Article or paragraph.") String place,
        @Schema(required = true) LocalDate inForceFrom,
        LocalDate inForceTo,
        String link,
        @Schema(description = "When a person last compared the rule with the text; absent until somebody has.") LocalDate lastVerified) {

    static CitationView of(Citation citation) {
        return new CitationView(citation.kind(), citation.act(), citation.place(), citation.inForceFrom(),
                citation.inForceTo(), citation.link(),
                citation.lastVerified());
    }
}
