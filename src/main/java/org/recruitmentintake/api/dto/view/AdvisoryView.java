package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.List;

import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.facts.Facts;

/** Information for the applicant that changes no outcome, as a pre-check shows it. A case has the ids only. */
public record AdvisoryView(String id, LocalDate since, String text, Citation citation) {

    public static List<AdvisoryView> of(LocalDate day, Facts facts, LanguageTexts texts) {
        return Advisory.on(day, facts).stream()
                .map(advisory -> new AdvisoryView(advisory.code(), advisory.since(),
                        texts.text("advisory." + advisory.code()), advisory.citation()))
                .toList();
    }
}
