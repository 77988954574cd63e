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
public class Telemetry {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    // Written by the caller, Host among them; the id of a case; the caller's address, which may be an applicant's.
    private static final List<AttributeKey<String>> NOT_TRACED = Stream
            .of("url.path", "url.query", "user_agent.original", "server.address", "client.address")
            .map(AttributeKey::stringKey).toList();

    /** A method is a word that the caller chooses: one that HTTP does not have must not become a label of its own. */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : "OTHER");
    }

    /** A trace names the route, not the case in the path, the query or a header. */
    @Produces
    @Singleton
    SpanProcessor namelessTraces() { return new NamelessTraces(); }

    private static final class NamelessTraces implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            for (var attribute : NOT_TRACED) {
                // An attribute can be overwritten, not removed.
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
}
