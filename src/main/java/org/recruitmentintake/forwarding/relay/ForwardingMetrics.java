package org.recruitmentintake.forwarding.relay;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerClient;

/** Metrics of the connection to the broker and of its answers. */
@Singleton
final class ForwardingMetrics implements MeterBinder {

    /** Each code makes a time series, and a broker may send any code: further ones count as {@code other}. */
    private static final int MAX_CODES = 50;
    private static final Set<String> CODES = ConcurrentHashMap.newKeySet();

    private final BrokerClient broker;

    ForwardingMetrics(BrokerClient broker) {
        this.broker = broker;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("intake.broker.connected", () -> broker.isConnected() ? 1 : 0).register(registry);
    }

    static void countAttempt(Answer answer) {
        var known = CODES.contains(answer.code()) || CODES.size() < MAX_CODES && CODES.add(answer.code());
        Metrics.counter("intake.forwarding.attempts", "outcome", answer.outcome().name(), "code",
                known ? answer.code() : "other").increment();
    }

    static void countForwarded(long cases) {
        Metrics.counter("intake.applications", "state", "FORWARDED").increment(cases);
    }
}
