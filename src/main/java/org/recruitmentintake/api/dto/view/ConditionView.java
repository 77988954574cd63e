package org.recruitmentintake.api.dto.view;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Dated;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;

/** A condition and its grounds. */
@Schema(name = "Condition", description = "A condition and its grounds.")
public record ConditionView(@Schema(required = true) String id, @Schema(required = true) String text,
        @Schema(required = true,
                description = "Whether one of its grounds was in force on that day.") boolean inForce,
        @Schema(description = "Since when it has been as on that day; absent before it was in force.") LocalDate inForceFrom,
        @Schema(description = "Last day on which it is so; absent while no change is known.") LocalDate inForceTo,
        @Schema(required = true,
                description = "What it asks by dated rules, as in force on that day.") List<Parameter> parameters,
        @Schema(required = true,
                description = "The reasons that a reviewer's ruling on it may have.") List<RulingReasons> reasons,
        @Schema(required = true) List<CitationView> citations) {

    /** The reasons of one ruling. */
    @Schema(name = "RulingReasons", description = "A ruling, and the reasons that it may have.")
    public record RulingReasons(@Schema(required = true) Ruling ruling,
            @Schema(required = true) List<Reason> reasons) {

        static List<RulingReasons> of(Condition condition) {
            return Stream.of(Ruling.values())
                    .map(ruling -> new RulingReasons(ruling, Stream.of(Reason.values())
                            .filter(reason -> reason.answers(condition.id(), ruling)).toList()))
                    .filter(reasons -> !reasons.reasons().isEmpty()).toList();
        }
    }

    /** A dated value of the law. */
    @Schema(name = "Parameter", description = "A threshold or an opening.")
    public record Parameter(@Schema(required = true, examples = "age-of-admission") String name,
            @Schema(required = true, description = "In force on that day; empty before there was any.",
                    examples = "[\"18\"]") List<String> values,
            @Schema(description = "Since when; absent before there was any.") LocalDate since) {

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

    public static ConditionView of(Condition condition, LocalDate day, Texts texts, String language) {
        return new ConditionView(condition.id(), texts.text(language, "condition." + condition.id()),
                condition.citations().stream().anyMatch(citation -> citation.inForce(day)),
                condition.changes().floor(day),
                Optional.ofNullable(condition.changes().higher(day)).map(next -> next.minusDays(1)).orElse(null),
                Parameter.of(condition, day), RulingReasons.of(condition),
                condition.citations().stream().map(CitationView::of).toList());
    }
}
