package org.recruitmentintake.ops;

import static java.util.stream.Collectors.toCollection;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recruitmentintake.Cases.centre;
import static org.recruitmentintake.Cases.example;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Waiting.await;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.Cases;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.ApplicationList;

/** Alerts and graphs use existing metrics only. */
@QuarkusTest
@WithTestResource(RealParts.class)
class MetricsTest {

    // Only present if certificates or keys that expire are read from files. ExpiryDatesTest tests it.
    private static final String OF_FILES = "intake_expiry_timestamp_seconds";

    private static final Pattern OURS = Pattern.compile("\\b(?:intake|http_server|agroal)_[a-z_]+");

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    ApplicationList list;

    @Test
    void metricsOfAlertsAndDashboardExist() {
        var id = post(centre(), example("in-country")).statusCode(201).extract().path("id").toString();
        await().untilAsserted(
                () -> centre().get("/v1/applications/" + id).then().body("state", is("FORWARDED")));
        var wanted = OURS.matcher(Manifests.read(Path.of("k8s/base/monitoring.yaml"))
                + Manifests.read(Path.of("docs/dashboard.json"))).results().map(name -> name.group())
                .collect(toCollection(TreeSet::new));
        assertTrue(wanted.remove(OF_FILES));
        assertTrue(wanted.size() > 8, wanted.toString());
        await().untilAsserted(() -> {
            var scraped = scraped();
            var missing = new TreeSet<>(wanted);
            missing.removeIf(name -> Pattern.compile("(?m)^" + name + "[{ ]").matcher(scraped).find());
            assertTrue(missing.isEmpty(), missing.toString());
        });
    }

    @Test
    void everyMetricOfTheServiceHasAHelpText() {
        post(centre(), example("in-country")).statusCode(201);
        await().untilAsserted(() -> assertTrue(scraped().contains("intake_forwarding_")));
        var helped = Pattern.compile("(?m)^# HELP (intake_\\w+) \\S.*$").matcher(scraped()).results()
                .map(name -> name.group(1)).collect(toCollection(TreeSet::new));
        var all = Pattern.compile("(?m)^# TYPE (intake_\\w+) ").matcher(scraped()).results().map(name -> name.group(1))
                .collect(toCollection(TreeSet::new));
        assertTrue(all.size() > 8, all.toString());
        assertEquals(all, helped);
    }

    @Test
    void postsHaveABucketOfOneSecond() {
        post(centre(), example("in-country")).statusCode(201);
        counted("http_server_requests_seconds_bucket\\{[^}]*method=\"POST\"[^}]*uri=\"/v1/applications\"[^}]*"
                + "le=\"1.0\"[^}]*\\}", "[0-9.]+");
    }

    @Test
    void undecidedCasesAreCountedByState() {
        var before = list.countUndecided();
        post(centre(), Cases.declared()).statusCode(201);
        var first = example("in-country");
        post(centre(), first).statusCode(201);
        post(centre(), first).statusCode(201);
        var after = list.countUndecided();
        assertEquals(before.getOrDefault(State.IN_PROGRESS, 0L) + 1, after.get(State.IN_PROGRESS));
        assertEquals(before.getOrDefault(State.IN_REVIEW, 0L) + 1, after.get(State.IN_REVIEW));
        State.UNDECIDED.forEach(state -> counted("intake_applications_open\\{state=\"" + state + "\"\\}", "[0-9.]+"));
    }

    @Test
    void brokersConnectionAndAnswersAreCounted() {
        post(centre(), example("in-country")).statusCode(201);
        counted("intake_forwarding_attempts_total\\{code=\"accepted\",outcome=\"ACCEPTED\"\\}", "[0-9.]+");
        counted("intake_outbox_pending", "[0-9.]+");
        counted("intake_broker_connected", "1.0");
        RealParts.broker().stop();
        try {
            counted("intake_broker_connected", "0.0");
        } finally {
            RealParts.broker().start();
        }
        counted("intake_broker_connected", "1.0");
    }

    private String scraped() { return RestAssured.get(metrics).then().statusCode(200).extract().asString(); }

    private void counted(String metric, String number) {
        await().until(() -> Pattern.compile("(?m)^" + metric + " " + number + "$")
                .matcher(scraped()).find());
    }
}
