package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.Objects;

/**
 * The ground of a rule.
 *
 * @param act short name of the act, or of the page that quotes it
 * @param place article or paragraph; null where the whole act is meant
 * @param inForceFrom first day in force
 * @param inForceTo last day in force; null while there is none
 * @param link where the text stands; null where none is known, and for a choice of this project
 * @param lastVerified the day on which a person last compared the rule with the text; null until somebody has
 */
public record Citation(Kind kind, String act, String place, LocalDate inForceFrom, LocalDate inForceTo, String link, LocalDate lastVerified) {

    /** How firm the ground is. */
    public enum Kind {
        LAW, PRACTICE, PRESS, OURS
    }

    public Citation {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(act);
        Objects.requireNonNull(inForceFrom);
    }

    /** Whether it stands on that day. */
    public boolean inForce(LocalDate day) { return !day.isBefore(inForceFrom) && (inForceTo == null || !day.isAfter(inForceTo)); }

    /** Whether nobody has compared it with the text since that day. */
    public boolean unverifiedSince(LocalDate day) { return kind != Kind.OURS && (lastVerified == null || lastVerified.isBefore(day)); }
}
