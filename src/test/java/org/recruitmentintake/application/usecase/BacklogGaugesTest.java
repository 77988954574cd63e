package org.recruitmentintake.application.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Waiting.await;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.store.OwnDatabase;

/** What a collector reads about the outbox. */
class BacklogGaugesTest {

    /** IntakeNotReady fires if a replica answers its collector with NaN. */
    @Test
    void backlogIsNaNWithoutTheDatabase() throws Exception {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var database = new OwnDatabase();
        try {
            database.accepted("recruitment.ground-forces", new byte[] {1});
            var gauges = new BacklogGauges(null, database.outbox());
            gauges.bindTo(metrics);
            assertEquals("NaN", pending(metrics));
            gauges.countMessages();
            assertEquals("1.0", pending(metrics));
            database.becomeUnavailable();
            gauges.countMessages();
            assertEquals("NaN", pending(metrics));
            database.becomeAvailable();
            await().until(() -> {
                gauges.countMessages();
                return pending(metrics).equals("1.0");
            });
        } finally {
            database.close();
        }
    }

    private static String pending(PrometheusMeterRegistry metrics) {
        return metrics.scrape().lines().filter(line -> line.startsWith("intake_outbox_pending "))
                .map(line -> line.substring(line.indexOf(' ') + 1)).findFirst().orElseThrow();
    }
}
