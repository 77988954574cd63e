package org.recruitmentintake.eligibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recruitmentintake.HandedOver;
import org.recruitmentintake.application.usecase.Decisions;
import org.recruitmentintake.eligibility.condition.Conditions;

/** Each line of {@code cases.txt}, which lawyers can read. Findings that a line does not name must pass. */
class CasesTest {

    /** A line: purpose, facts, day or moment, gate, outcome, and the findings that are named. */
    private record Line(int number, String purpose, String facts, String day, String gate, String outcome,
            Map<String, String> findings) {

        static Line of(int number, String text) {
            var cells = Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() != 6) {
                throw new IllegalArgumentException("line " + number + ": six cells are expected");
            }
            var findings = new TreeMap<String, String>();
            Arrays.stream(cells.get(5).split(",")).map(String::strip).filter(finding -> !finding.isEmpty())
                    .forEach(finding -> findings.put(finding.split(" ", 2)[0], finding.split(" ", 2)[1]));
            return new Line(number, cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4), findings);
        }

        /** A moment counts as its date in Kyiv. */
        LocalDate date() {
            return day.contains("T")
                    ? new Decisions(Clock.fixed(Instant.parse(day), ZoneOffset.UTC), "test", HandedOver.NONE).today()
                    : LocalDate.parse(day);
        }

        void check() {
            var decision = FactsInWords.of(facts, date(), gate).decision();
            var found = new TreeMap<String, String>();
            for (var finding : decision.findings()) {
                if (findings.containsKey(finding.condition()) || finding.consequence() != Consequence.PASS) {
                    found.put(finding.condition(),
                            finding.verdict() + "/" + finding.consequence() + " " + finding.reason());
                }
            }
            assertEquals(findings, found, "line " + number);
            assertEquals(outcome, decision.outcome().name(), "line " + number);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyLineHasItsOutcomeAndFindings() throws IOException {
        return lines().stream()
                .map(line -> DynamicTest.dynamicTest(line.number() + ": " + line.purpose(), line::check));
    }

    @Test
    void tableIsLongAndHasNoRepeatedLine() throws IOException {
        var lines = lines();
        assertTrue(lines.size() >= 70, "only " + lines.size());
        var seen = new HashSet<String>();
        lines.forEach(line -> assertTrue(seen.add(line.facts() + line.day() + line.gate()), "line " + line.number()));
        lines.forEach(line -> assertTrue(seen.add(line.purpose()), "line " + line.number()));
    }

    @Test
    void everyOutcomeIsInTheTable() throws IOException {
        var found = new HashSet<String>();
        for (var line : lines()) {
            FactsInWords.of(line.facts(), line.date(), line.gate()).decision().findings()
                    .forEach(finding -> found.add(finding.condition() + " " + finding.reason()));
        }
        Conditions.ALL.forEach(condition -> condition.outcomes().forEach(
                outcome -> assertTrue(found.contains(condition.id() + " " + outcome.code()),
                        condition.id() + " has no line with " + outcome.code())));
    }

    private static List<Line> lines() throws IOException {
        try (var file = CasesTest.class.getResourceAsStream("/cases/cases.txt")) {
            var texts = new String(file.readAllBytes(), UTF_8).lines().toList();
            return Stream.iterate(0, number -> number < texts.size(), number -> number + 1)
                    .filter(number -> !texts.get(number).isBlank() && !texts.get(number).startsWith("#"))
                    .map(number -> Line.of(number + 1, texts.get(number))).toList();
        }
    }
}
