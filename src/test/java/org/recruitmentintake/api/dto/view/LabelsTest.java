package org.recruitmentintake.api.dto.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.problem.Texts;

/** Each code that people see has a label in each language. */
class LabelsTest {

    /** Enumerations that no form shows: codes of problems, states of the outbox, filters of lists. */
    private static final List<String> NOT_SHOWN = List.of("Event", "Guard", "Recorder", "Review", "Task",
            "ActionCode", "MessageKindCode", "TestResultCode", "ProblemCode", "ViolationCode");

    private final Texts texts = new Texts();

    @Test
    void labelsAreCompleteInEveryLanguage() {
        var expected = LabelsView.LISTS.values().stream().flatMap(list -> list.values().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (var language : texts.languages()) {
            assertEquals(expected, texts.in(language).keys().stream().filter(key -> key.startsWith("label."))
                    .collect(Collectors.toCollection(TreeSet::new)), language);
        }
    }

    @Test
    void labelsAreShortAndNoSentences() {
        for (var language : texts.languages()) {
            for (var list : LabelsView.of(texts.in(language)).lists()) {
                for (var label : list.labels()) {
                    var name = language + " " + list.list() + " " + label;
                    assertTrue(label.label().length() <= 60 && !label.label().isBlank(), name);
                    assertFalse(label.label().endsWith("."), name);
                    assertEquals(language.equals("uk"), label.label().matches("(?s).*\\p{IsCyrillic}.*"), name);
                }
            }
        }
    }

    @Test
    void labelsOfOneListDiffer() {
        for (var language : texts.languages()) {
            for (var list : LabelsView.of(texts.in(language)).lists()) {
                var labels = list.labels().stream().map(LabelsView.Label::label).toList();
                assertEquals(labels.size(), new HashSet<>(labels).size(), language + " " + labels);
            }
        }
    }

    /** Compares with the contract, which lists all enumerations. */
    @Test
    void everyEnumerationOfTheContractHasLabels() throws IOException {
        var known = new HashSet<>();
        LabelsView.LISTS.values().forEach(list -> known.addAll(list.keySet()));
        var missing = new TreeSet<String>();
        var enumerations = enumerations("", contract());
        assertTrue(enumerations.size() > 20, enumerations.keySet().toString());
        enumerations.forEach((at, values) -> {
            if (NOT_SHOWN.stream().noneMatch(at::contains)) {
                values.stream().filter(value -> !known.contains(value)).forEach(value -> missing.add(at + " " + value));
            }
        });
        assertEquals(new TreeSet<>(), missing);
    }

    private static JsonNode contract() throws IOException {
        var document = Files.readString(Path.of("src/main/resources/META-INF/openapi.yaml"));
        return new ObjectMapper(new YAMLFactory()).readTree(document).at("/components/schemas");
    }

    private static Map<String, List<String>> enumerations(String at, JsonNode node) {
        var found = new TreeMap<String, List<String>>();
        for (var keyword : List.of("enum", "x-extensible-enum")) {
            if (node.path(keyword).isArray()) {
                var values = new ArrayList<String>();
                node.get(keyword).forEach(value -> values.add(value.asText()));
                found.put(at, values);
            }
        }
        node.properties().forEach(field -> found.putAll(enumerations(at + "/" + field.getKey(), field.getValue())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.putAll(enumerations(at + "/" + i, node.get(i)));
        }
        return found;
    }
}
