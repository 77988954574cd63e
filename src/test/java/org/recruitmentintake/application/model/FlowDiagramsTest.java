package org.recruitmentintake.application.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.model.Transitions.Row;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/** Compares {@code docs/flow.md} with the tables in the code. {@code -Dflow.rewrite=true} writes the file. */
class FlowDiagramsTest {

    private static final Path FLOW = Path.of("docs/flow.md");

    @Test
    void diagramsOfTheDocsAreThoseOfTheTables() throws IOException {
        var drawn = drawn();
        if (Boolean.getBoolean("flow.rewrite")) {
            Files.writeString(FLOW, drawn);
        }
        assertEquals(drawn, Files.readString(FLOW),
                "a table has changed; write the file with ./mvnw test -Dtest=FlowDiagramsTest -Dflow.rewrite=true");
    }

    @Test
    void everyStateAndStepIsDrawn() {
        for (var state : State.values()) {
            assertTrue(states().contains("--> " + state + " ") || states().contains("--> " + state + "\n"),
                    state.name());
        }
        Step.inOrder().forEach(step -> assertTrue(steps().contains(step + "["), step.name()));
    }

    private static String drawn() {
        return """
                # The flow

                Drawn from the tables in the code (`Transitions.ROWS`, `Step`); a test fails when they differ.

                ## The states of a case

                The exits of a diamond are tried in the order of the lists below; the first one that applies is taken.

                ```mermaid
                %s```

                %s
                ## The way through an embassy

                An arrow leads from a step to the steps that need it. Interview and visa come in either order.

                ```mermaid
                %s```

                The states of a visa, and whether the applicant may travel with it:
                %s.
                A reviewer decides if the visa was refused, or if it was waived and the waiver does not cover the case.
                """.formatted(states(), guards(), steps(), visas());
    }

    private static String states() {
        var lines = new ArrayList<>(List.of("stateDiagram-v2"));
        var choices = new LinkedHashSet<String>();
        for (var row : Transitions.ROWS) {
            if (row.guard() == Guard.ALWAYS) {
                sorted(row.from())
                        .forEach(from -> lines.add("    " + from + " --> " + row.to() + " : " + words(row.on())));
                continue;
            }
            var choice = choice(row);
            if (choices.add(choice)) {
                lines.add("    state " + choice + " <<choice>>");
                if (row.from().isEmpty()) {
                    lines.add("    [*] --> " + choice + " : " + words(row.on()));
                }
                sorted(row.from()).forEach(from -> lines.add("    " + from + " --> " + choice));
            }
            lines.add("    " + choice + " --> " + row.to() + " : " + words(row.guard()));
        }
        lines.add("    ERASED --> [*]");
        return String.join("\n", lines) + "\n";
    }

    private static String guards() {
        var text = new StringBuilder();
        var seen = new LinkedHashSet<String>();
        for (var row : Transitions.ROWS) {
            if (row.guard() != Guard.ALWAYS && seen.add(choice(row))) {
                text.append("After ").append(words(row.on())).append(":\n\n");
            }
            if (row.guard() != Guard.ALWAYS) {
                text.append("1. ").append(words(row.guard())).append(": `").append(row.to()).append("`\n");
            }
            var next = Transitions.ROWS.indexOf(row) + 1;
            if (row.guard() != Guard.ALWAYS && !choice(Transitions.ROWS.get(next)).equals(choice(row))) {
                text.append("\n");
            }
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String steps() {
        var lines = new ArrayList<>(List.of("flowchart TD"));
        for (var step : Step.inOrder()) {
            lines.add("    %s[\"%d. %s<br/><i>%s</i>\"]".formatted(step, step.number(), words(step),
                    words(step.recorder())));
        }
        lines.add("    CLEARANCE{{\"clearance: every condition due before the journey\"}}");
        lines.add("    HAND_OVER{{\"hand-over: every condition\"}}");
        for (var step : Step.inOrder()) {
            for (var need : step.needs()) {
                if (Step.BEFORE_TRAVEL.contains(need) && !Step.BEFORE_TRAVEL.contains(step)) {
                    lines.add("    " + need + " --> CLEARANCE --> " + step);
                } else {
                    lines.add("    " + need + " --> " + step);
                }
            }
        }
        var needed = new TreeSet<Step>();
        Step.inOrder().forEach(step -> needed.addAll(step.needs()));
        Step.inOrder().stream().filter(step -> !needed.contains(step))
                .forEach(last -> lines.add("    " + last + " --> HAND_OVER"));
        return String.join("\n", lines) + "\n";
    }

    private static String visas() {
        return List.of(Visa.values()).stream().map(visa -> words(visa) + (visa.allowsTravel() ? " (yes)" : " (no)"))
                .collect(Collectors.joining(", "));
    }

    private static String choice(Row row) { return row.from().isEmpty() ? "submitted" : "changed"; }

    private static Collection<State> sorted(Set<State> states) { return new TreeSet<>(states); }

    private static String words(Set<Event> events) {
        return new TreeSet<>(events).stream().map(FlowDiagramsTest::words).collect(Collectors.joining(", "));
    }

    private static String words(Enum<?> name) { return name.name().toLowerCase(Locale.ROOT).replace('_', ' '); }
}
