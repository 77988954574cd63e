package org.recruitmentintake.api.problem;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds to the sentence of an error what helps to correct the field: an example, and the unit of a limit. */
record FieldHelp(LanguageTexts texts) {

    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("email", "test@example.org"),
            Map.entry("phone", "+15550100000"),
            Map.entry("country", "CA"),
            Map.entry("citizenships", "CA"),
            Map.entry("embassy", "ca-ottawa"),
            Map.entry("limit", "50"),
            Map.entry("on", "2026-03-31"),
            Map.entry("If-Match", "\"3\""),
            Map.entry("Idempotency-Key", "\"7b1b6a52-6f3f-4a39-9a63-9d4f3f0d9a11\""));

    /** Lists: their limits count entries, those of other fields count characters. */
    private static final Set<String> LISTS = Set.of("citizenships", "specialities", "attested", "pieces", "rulings");

    /** The sentence of an error in one field. */
    String sentence(FieldError error) {
        return switch (error.code()) {
            case ProblemException.BAD_FORMAT -> text(error, error.arguments()) + " " + example(error.at());
            case ProblemException.TOO_LONG, ProblemException.TOO_SHORT -> text(error, List.of(withUnit(error)));
            default -> text(error, error.arguments());
        };
    }

    private String text(FieldError error, List<?> arguments) {
        return texts.text("violation." + error.code(), arguments.toArray());
    }

    private String example(String at) {
        var example = EXAMPLES.get(name(at));
        return example == null ? texts.text("help.documentation")
                : texts.text("help.example", example);
    }

    private String withUnit(FieldError error) {
        var unit = LISTS.contains(lastName(error.at())) ? "help.entries" : "help.characters";
        return texts.text(unit, error.arguments().toArray());
    }

    /** The name of the field, or of the list if an element of it is meant. */
    private static String name(String at) {
        return lastName(at.replaceFirst("/\\d+$", ""));
    }

    private static String lastName(String at) { return at.substring(at.lastIndexOf('/') + 1); }
}
