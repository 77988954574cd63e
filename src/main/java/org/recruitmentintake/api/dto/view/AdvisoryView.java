package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.facts.Facts;

/** Something to know. */
@Schema(name = "Advisory", description = "Something that the applicant should know; it changes no outcome.")
public record AdvisoryView(
        @Schema(required = true, examples = "contract-terms") String id,
        @Schema(required = true, description = "First day of what it says.") LocalDate since,
        @Schema(required = true) String text,
        @Schema(description = "Where it is said; absent where no single text is known.") CitationView citation) {

    public static List<AdvisoryView> of(LocalDate day, Facts facts, Texts texts, String language) {
        return Advisory.on(day, facts).stream()
                .map(advisory -> new AdvisoryView(advisory.id(), advisory.since(),
                        texts.text(language, "advisory." + advisory.id()
                                + (advisory.country() == null ? "" : "." + advisory.country())),
                        advisory.citation() == null ? null : CitationView.of(advisory.citation())))
                .toList();
    }
}
