package org.recruitmentintake.api;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;

/** Help texts for the service's own metrics, and the histogram of the time that a request takes. */
@Singleton
class MetricFilters implements MeterFilter {

    /** One second is the objective for a post (docs/operations.md, Watch it); the others show the distance from it. */
    private static final double[] BUCKETS = Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos()).toArray();

    private static final Map<String, String> HELP = Map.ofEntries(
            Map.entry("intake.applications", "Cases that came into a state since the replica started."),
            Map.entry("intake.applications.open", "Cases that are not decided yet; the same on every replica."),
            Map.entry("intake.findings", "What the conditions said, at each decision that was written."),
            Map.entry("intake.outbox.pending", "Messages that wait to be sent; the same on every replica."),
            Map.entry("intake.outbox.dead", "Messages refused for good, until a person resends them."),
            Map.entry("intake.outbox.oldest.age", "Age of the oldest message that waits to be sent."),
            Map.entry("intake.forwarding.attempts", "What the broker answered to each message that was sent."),
            Map.entry("intake.broker.connected", "1 while this replica is connected to the broker."),
            Map.entry("intake.refused", "Problems that were answered, by their code."),
            Map.entry("intake.token.refused", "Tokens that were refused, by the reason."),
            Map.entry("intake.keys.in.use", "1 for each key that this replica has read."),
            Map.entry("intake.citations.unverified", "Legal grounds whose comparison with their text is overdue."),
            Map.entry("intake.task.last.success.timestamp",
                    "When a periodic task last succeeded; the start counts as one."),
            Map.entry("intake.expiry.timestamp",
                    "When a certificate or a key that the service reads from a file ends."));

    @Override
    public Meter.Id map(Meter.Id id) {
        var text = HELP.get(id.getName());
        return text == null || id.getDescription() != null ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        return !id.getName().equals("http.server.requests") ? config
                : DistributionStatisticConfig.builder().serviceLevelObjectives(BUCKETS).build().merge(config);
    }
}
