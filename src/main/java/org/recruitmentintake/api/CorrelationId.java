package org.recruitmentintake.api;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.opentelemetry.sdk.trace.IdGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;

/**
 * Gives every request a correlation id, the trace id of W3C Trace Context, in the log and in the answer; and every
 * answer the headers that keep it out of caches and browsers.
 */
@Singleton
public class CorrelationId {

    /** Before every other handler of the HTTP layer. */
    public static final int ORDER = -100_000;

    /** The name of the trace id in the log. No other value of a request is added to each of its lines. */
    static final String TRACE_ID = "traceId";

    // W3C Trace Context, 3.2: version, trace id, parent id, flags; an id of zeros is invalid. A later version may bring
    // more after a dash.
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(request -> {
            mark(request);
            request.next();
        });
    }

    /** Adds the headers, unless the request has them already. */
    public static void mark(RoutingContext request) {
        var headers = request.response().headers();
        if (headers.contains("traceparent")) return;
        var traceId = traceId(request.request().getHeader("traceparent"));
        MDC.put(TRACE_ID, traceId);
        headers.set("traceparent", "00-" + traceId + "-" + IdGenerator.random().generateSpanId() + "-00");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        // The pages under /q/ exist in development only, and need their scripts.
        if (request.request().path() == null || !request.request().path().startsWith("/q/")) {
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
    }

    /** The trace id of a {@code traceparent}; a new one if it is missing or malformed. */
    public static String traceId(String traceparent) {
        if (traceparent != null) {
            var parts = TRACEPARENT.matcher(traceparent);
            if (parts.matches() && (parts.group(3) == null || !parts.group(1).equals("00"))) {
                return parts.group(2);
            }
        }
        return IdGenerator.random().generateTraceId();
    }
}
