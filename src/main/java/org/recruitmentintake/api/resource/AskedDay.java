package org.recruitmentintake.api.resource;

import java.time.LocalDate;

import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.Rules;

/** The day whose rules a request applies. */
final class AskedDay {

    private AskedDay() {}

    /** @throws ProblemException if there are no rules for that day */
    static LocalDate orToday(LocalDate on, Decisions decisions) {
        var today = decisions.today();
        if (on != null && (on.isBefore(Rules.BEGINNING) || on.isAfter(today))) {
            throw ProblemException.invalidParameter("on", ProblemException.OUT_OF_RANGE, Rules.BEGINNING, today);
        }
        return on == null ? today : on;
    }
}
