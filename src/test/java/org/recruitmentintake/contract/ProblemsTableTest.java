package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.problem.ProblemKind;

/** docs/problems.md and the examples of the OpenAPI document name every code there is, and no other. */
class ProblemsTableTest {

    @Test
    void theTableOfProblemsIsWhatTheServiceSays() throws IOException {
        var english = english();
        assertEquals(Arrays.stream(ProblemKind.values())
                .map(kind -> List.of("`" + kind.code() + "`", String.valueOf(kind.status()),
                        english.getProperty("problem." + kind.code())))
                .toList(), rows("## Codes of problems").stream().map(row -> row.subList(0, 3)).toList());
        rows("## Codes of problems").forEach(row -> assertFalse(row.get(3).isBlank(), row.toString()));
    }

    @Test
    void theTableOfViolationsIsWhatTheServiceSays() throws IOException {
        var english = english();
        assertEquals(english.stringPropertyNames().stream().filter(key -> key.startsWith("violation.")).sorted()
                .map(key -> List.of("`" + key.substring("violation.".length()) + "`", english.getProperty(key)))
                .toList(),
                rows("## Codes of violations").stream()
                        .sorted(java.util.Comparator.comparing(row -> row.get(0).replace("`", ""))).toList());
    }

    @Test
    void theExamplesOfProblemsAreWhatTheServiceSays() throws IOException {
        var english = english();
        var examples = Committed.yaml(Committed.OPENAPI).path("components").path("examples");
        for (var kind : ProblemKind.values()) {
            // No operation answers 405: it is what there is where there is no operation.
            if (kind == ProblemKind.METHOD_NOT_ALLOWED) continue;
            var value = examples.path(kind.code()).path("value");
            assertEquals(
                    List.of(kind.type(), english.getProperty("problem." + kind.code()), kind.status(), kind.code()),
                    List.of(value.path("type").asText(), value.path("title").asText(), value.path("status").asInt(),
                            value.path("code").asText()));
            value.path("errors").forEach(error -> assertEquals(
                    english.getProperty("violation." + error.path("code").asText()), error.path("detail").asText()));
        }
    }

    private static List<List<String>> rows(String heading) throws IOException {
        return Files.readString(Path.of("docs/problems.md")).split(heading)[1].split("\n## ")[0].lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|")).map(String::strip)
                        .toList())
                .toList();
    }

    private static Properties english() throws IOException {
        var english = new Properties();
        try (var file = ProblemsTableTest.class.getResourceAsStream("/texts/en.properties")) {
            english.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return english;
    }
}
