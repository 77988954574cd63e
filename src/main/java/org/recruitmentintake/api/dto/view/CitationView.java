package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;

import org.recruitmentintake.eligibility.Citation;

/** A legal ground. */
public record CitationView(
        Citation.Kind kind,
        String act,
        String place,
        LocalDate inForceFrom,
        LocalDate inForceTo,
        String link,
        LocalDate lastVerified) {

    static CitationView of(Citation citation) {
        return new CitationView(citation.kind(), citation.act(), citation.place(), citation.inForceFrom(),
                citation.inForceTo(), citation.link(), citation.lastVerified());
    }
}
