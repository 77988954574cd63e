package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A condition and its legal grounds. */
public record ConditionView(String id, String text, boolean inForce, LocalDate inForceFrom, LocalDate inForceTo,
        List<Parameter> parameters, List<RulingReasons> reasons, List<Citation> citations) {

    /** The reasons of one ruling. */
    public record RulingReasons(Ruling ruling, List<Reason> reasons) {

        static List<RulingReasons> of(Condition condition) {
            return Stream.of(Ruling.values())
                    .map(ruling -> new RulingReasons(ruling, Stream.of(Reason.values())
                            .filter(reason -> reason.fits(condition.id(), ruling)).toList()))
                    .filter(reasons -> !reasons.reasons().isEmpty()).toList();
        }
    }

    /** A dated value of the law. */
    public record Parameter(String name, List<String> values, LocalDate since) {

        static List<Parameter> of(Condition condition, LocalDate day) {
            return condition.parameters().entrySet().stream().sorted(Map.Entry.comparingByKey())
                    .map(entry -> new Parameter(entry.getKey(), values(entry.getValue(), day),
                            entry.getValue().since(day).orElse(null)))
                    .toList();
        }

        private static List<String> values(Dated<?> dated, LocalDate day) {
            var value = dated.on(day).orElse(null);
            return value instanceof Collection<?> many ? many.stream().map(String::valueOf).sorted().toList()
                    : Stream.ofNullable(value).map(String::valueOf).toList();
        }
    }

    public static ConditionView of(Condition condition, LocalDate day, LanguageTexts texts) {
        return new ConditionView(condition.id(), texts.text("condition." + condition.id()),
                condition.citations().stream().anyMatch(citation -> citation.inForce(day)),
                condition.changes().floor(day),
                Optional.ofNullable(condition.changes().higher(day)).map(next -> next.minusDays(1)).orElse(null),
                Parameter.of(condition, day), RulingReasons.of(condition),
                condition.citations());
    }
}
