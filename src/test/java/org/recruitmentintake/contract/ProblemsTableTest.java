package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.problem.ProblemKind;

/** The tables of problems and violations in the document name every code of the service, and no other. */
class ProblemsTableTest {

    private final ApiDocument document = ApiDocument.committed();

    @Test
    void tableOfProblemsHasEveryCode() throws IOException {
        var english = english();
        var rows = document.table("Problems", "Problem codes");
        assertEquals(Arrays.stream(ProblemKind.values()).map(kind -> List.of(kind.code(), String.valueOf(kind.status()),
                english.getProperty("problem." + kind.code()))).toList(),
                rows.stream().map(row -> row.subList(0, 3)).toList());
        rows.forEach(row -> assertFalse(row.get(3).isBlank(), row.toString()));
    }

    @Test
    void tablesOfViolationsHaveEveryCode() throws IOException {
        var english = english();
        assertEquals(
                english.stringPropertyNames().stream().filter(key -> key.startsWith("violation.")).sorted()
                        .map(key -> List.of(key.substring("violation.".length()), english.getProperty(key))).toList(),
                violations().distinct().sorted(Comparator.comparing(row -> row.get(0))).toList());
    }

    private Stream<List<String>> violations() {
        return Stream.of("Violation codes: rules that the schemas state",
                "Violation codes: rules beyond the schemas")
                .flatMap(heading -> document.table("Problems", heading).stream());
    }

    @Test
    void codesOfViolationsAreThoseOfTheTables() {
        assertEquals(new TreeSet<>(violations().map(row -> row.get(0)).toList()),
                new TreeSet<>(ApiDocument.texts(document.schemas().at("/ViolationCode/x-extensible-enum"))));
    }

    @Test
    void examplesOfProblemsHaveTheTextsOfTheService() throws IOException {
        var english = english();
        var examples = document.root().path("components").path("examples");
        for (var kind : ProblemKind.values()) {
            if (!examples.has(kind.code())) continue;
            var value = examples.path(kind.code()).path("value");
            assertEquals(
                    List.of(kind.type(), english.getProperty("problem." + kind.code()), kind.status(), kind.code()),
                    List.of(value.path("type").asText(), value.path("title").asText(), value.path("status").asInt(),
                            value.path("code").asText()));
            value.path("errors").forEach(error -> {
                // The text ends with values of one case.
                var sentence = english.getProperty("violation." + error.path("code").asText()).replaceFirst("\\{.*",
                        "");
                assertTrue(error.path("detail").asText().startsWith(sentence), error.toString());
            });
        }
    }

    /** The code of a refused method belongs to no operation. */
    @Test
    void refusalsNameEveryCodeOfTheirStatus() {
        var faults = new ArrayList<String>();
        var named = EnumSet.noneOf(ProblemKind.class);
        document.operations().forEach((name, operation) -> operation.responses().forEach((status, response) -> {
            if (status < 400) return;
            var codes = codes(response.path("description").asText());
            if (codes.isEmpty()) faults.add(name + " " + status + " names no code");
            codes.forEach(code -> {
                var kind = Arrays.stream(ProblemKind.values()).filter(one -> one.code().equals(code)).findFirst();
                if (kind.isEmpty() || kind.get().status() != status) faults.add(name + " " + status + " " + code);
                kind.ifPresent(named::add);
            });
            document.examples(response.path("content").path("application/problem+json")).forEach((example, value) -> {
                if (!codes.contains(value.path("code").asText())) faults.add(name + " " + status + " " + example);
            });
        }));
        assertEquals(List.of(), faults);
        assertEquals(EnumSet.complementOf(EnumSet.of(ProblemKind.METHOD_NOT_ALLOWED)), named);
    }

    /** The codes at the beginning of the description of a refusal. */
    private static List<String> codes(String description) {
        return Pattern.compile("`([a-z-]+)`").matcher(description.replaceFirst(": .*", "")).results()
                .map(found -> found.group(1)).toList();
    }

    private static Properties english() throws IOException {
        var english = new Properties();
        try (var file = ProblemsTableTest.class.getResourceAsStream("/texts/en.properties")) {
            english.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return english;
    }
}
