package org.recruitmentintake.eligibility;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * Asks every condition, every time. The same code serves the pre-check, a submission, each later change and a replay.
 */
public final class Evaluation {

    private final List<Condition> conditions;

    /** @param conditions the closed list, in the order in which a person would ask */
    public Evaluation(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    public Decision decide(Inquiry inquiry) {
        var findings = conditions.stream().map(condition -> condition.judge(inquiry)).toList();
        return new Decision(inquiry.day(), inquiry.gate(), Rules.VERSION, Inquiry.digest(inquiry.facts()), findings, next(inquiry));
    }

    private LocalDate next(Inquiry inquiry) {
        return conditions.stream().flatMap(condition -> condition.turningDays(inquiry.facts()))
                .filter(day -> day.isAfter(inquiry.day())).min(Comparator.naturalOrder()).orElse(null);
    }
}
