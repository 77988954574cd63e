package org.recruitmentintake.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Checks of the alerts beyond promtool (.ci/alerts): each has a test and a route. */
class AlertsTest {

    private static final List<JsonNode> RULES = Manifests.documents(Path.of("k8s/base")).stream()
            .filter(document -> document.path("kind").asText().equals("PrometheusRule"))
            .flatMap(document -> StreamSupport.stream(document.at("/spec/groups/0/rules").spliterator(), false))
            .toList();
    private static final JsonNode TESTS = Manifests.parse(Manifests.read(Path.of("src/test/prometheus/alerts.yaml")))
            .get(0).path("tests");

    @Test
    void everyAlertFiresInATestAndHasANearMiss() {
        var firing = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (var test : TESTS) {
            for (var expected : test.path("alert_rule_test")) {
                (expected.path("exp_alerts").isEmpty() ? silent : firing).add(expected.path("alertname").asText());
            }
        }
        var alerts = new TreeSet<>(RULES.stream().map(rule -> rule.path("alert").asText()).toList());
        assertEquals(alerts, firing);
        assertEquals(alerts, silent);
    }

    /** Without the namespace no route matches, and the alert reaches no person. */
    @Test
    void everyAlertNamesItsInstallationAndItsUrgency() {
        assertTrue(RULES.size() > 12, RULES.toString());
        for (var rule : RULES) {
            var labels = rule.path("labels");
            assertEquals("recruitment-intake", labels.path("namespace").asText(), rule.path("alert").asText());
            assertEquals("recruitment-intake", labels.path("service").asText(), rule.path("alert").asText());
            assertTrue(List.of("critical", "warning").contains(labels.path("severity").asText()),
                    rule.path("alert").asText());
        }
    }

    /** Two replicas report the same, and two collectors may scrape one replica: one alert is sent. */
    @Test
    void everyAlertIsOneSeries() {
        for (var rule : RULES) {
            var expr = rule.path("expr").asText().replaceAll("\\s+", " ").strip();
            assertTrue(expr.matches("\\(*\\s*(absent|max|min|sum|1 - sum)\\(.*"), expr);
        }
    }
}
