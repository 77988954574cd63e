package org.recruitmentintake.api.dto.view;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;

/** A language of the texts. */
@Schema(name = "Language", description = "A language that the texts are in.")
public record LanguageView(
        @Schema(required = true, description = "As in `Accept-Language` (ISO 639-1).",
                examples = "uk") String language,
        @Schema(required = true, description = "Its name, in the language itself.") String name,
        @Schema(required = true,
                description = "Whether a person who speaks it has read its texts.") Texts.Review review) {
}
