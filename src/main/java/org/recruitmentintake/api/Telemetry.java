package org.recruitmentintake.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Removes values that a caller sent from metrics and traces. */
@Singleton
public class Telemetry implements SpanProcessor {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    // Values that the caller writes (Host among them), the id of a case, and the caller's address.
    private static final List<AttributeKey<String>> NOT_TRACED = Stream
            .of("url.path", "url.query", "user_agent.original", "server.address", "client.address")
            .map(AttributeKey::stringKey).toList();

    /** The caller chooses the method. Unknown ones share a label, so that callers cannot add time series. */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : "OTHER");
    }

    /** A trace names the route, not the path, the query or a header, which can hold the id of a case. */
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (var attribute : NOT_TRACED) {
            // An attribute can be overwritten, but not removed.
            if (span.getAttribute(attribute) != null) span.setAttribute(attribute, "");
        }
    }

    @Override
    public boolean isStartRequired() { return true; }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() { return false; }
}
