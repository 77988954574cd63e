package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.facts.Facts;

/** Information for the applicant that changes no outcome. */
public record AdvisoryView(String id, LocalDate since, String text, Citation citation) {

    /** As a case shows them, whose answer stays small: a pre-check of the same facts has the citations. */
    public static List<AdvisoryView> of(LocalDate day, Facts facts, Texts texts, String language) {
        return withCitations(day, facts, texts, language).stream()
                .map(view -> new AdvisoryView(view.id, view.since, view.text, null)).toList();
    }

    public static List<AdvisoryView> withCitations(LocalDate day, Facts facts, Texts texts, String language) {
        return Advisory.on(day, facts).stream()
                .map(advisory -> new AdvisoryView(advisory.id(), advisory.since(),
                        texts.text(language, "advisory." + advisory.id()
                                + (advisory.country() == null ? "" : "." + advisory.country())),
                        advisory.citation()))
                .toList();
    }
}
