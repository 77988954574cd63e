package org.recruitmentintake.api.problem;

import java.util.Map;
import java.util.Set;

import org.recruitmentintake.application.model.Fault;

/** Adds to the sentence of a fault what helps to correct the field: an example, and the unit of a limit. */
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

    /** The sentence of a fault of one field. */
    String sentence(Fault fault) {
        return switch (fault.code()) {
            case ProblemException.BAD_FORMAT -> text(fault, fault.arguments()) + " " + example(fault.at());
            case ProblemException.TOO_LONG, ProblemException.TOO_SHORT -> text(fault, withUnit(fault));
            default -> text(fault, fault.arguments());
        };
    }

    private String text(Fault fault, Object... arguments) {
        return texts.text("violation." + fault.code(), arguments);
    }

    private String example(String at) {
        var example = EXAMPLES.get(name(at));
        return example == null ? texts.text("help.documentation")
                : texts.text("help.example", example);
    }

    private String withUnit(Fault fault) {
        var unit = LISTS.contains(lastName(fault.at())) ? "help.entries" : "help.characters";
        return texts.text(unit, fault.arguments());
    }

    /** The name of the field, or of the list if an element of it is meant. */
    private static String name(String at) {
        return lastName(at.replaceFirst("/\\d+$", ""));
    }

    private static String lastName(String at) { return at.substring(at.lastIndexOf('/') + 1); }
}
