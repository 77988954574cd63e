package org.recruitmentintake.api;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.recruitmentintake.api.Problem.Kind;

/**
 * What every request passes before it is routed, and every answer carries: a correlation id, headers that keep answers
 * out of caches and browsers, the limit on the body, the places for so many at a time. And the problems of those
 * requests that reach no resource.
 */
@Singleton
public class Door {

    /** Under this name the trace id stands in the log. Nothing else of a request does. */
    static final String TRACE_ID = "traceId";

    // W3C Trace Context, 3.2: version, trace id, parent id, flags. A later version may bring more after a dash.
    private static final Pattern TRACEPARENT = Pattern
            .compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    // What the router itself refuses: a path that cannot be decoded, an unknown one, a method, a media type.
    private static final int[] ROUTER_STATUSES = {400, 404, 405, 406, 413, 415, 500};

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    // The caller's words, Host among them, the id of a case, and where the caller sits, which may be an applicant's address
    // passed on.
    private static final List<AttributeKey<String>> NOT_TRACED = Stream
            .of("url.path", "url.query", "user_agent.original", "server.address", "client.address")
            .map(AttributeKey::stringKey).toList();

    // Before everything else of the HTTP layer that looks at a request.
    private static final int FIRST = -100_000;

    // Bytes of a refused body that are still taken in: most clients read the answer only after they have sent it all.
    static final int LARGEST_READ_AWAY = 1024 * 1024;

    // quarkus.smallrye-openapi.path, which is fixed in the build and which an executable cannot ask for.
    private static final String DESCRIPTION = "/openapi(\\.json|\\.ya?ml)?";

    /** Set in the data of a request whose client is gone. */
    static final String HUNG_UP = Door.class.getName();

    @Inject
    Problems problems;

    @Inject
    Refused.Tally tally;

    @Inject
    Texts texts;

    @Inject
    RateLimits limits;

    /** How many are worked on, or wait for it, at a time; whoever comes on top is turned away. */
    @ConfigProperty(name = "intake.http.most-under-way", defaultValue = "140")
    int most;

    private final RateLimits.Places underWay = new RateLimits.Places();

    void open(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter);
        router.route().order(FIRST).failureHandler(this::failed);
        // No resource of ours, so no filter sees it. The framework serves it under three endings, too.
        router.routeWithRegex(DESCRIPTION).order(FIRST + 1).handler(request -> {
            limits.takeByAddress(request);
            request.next();
        });
        for (int status : ROUTER_STATUSES) {
            router.errorHandler(status, this::failed);
        }
    }

    /** A method is a word that the caller chooses: one that HTTP does not have must not become a label of its own. */
    @Produces
    @Singleton
    MeterFilter knownMethods() {
        return MeterFilter.replaceTagValues("method", method -> METHODS.contains(method) ? method : "OTHER");
    }

    /** A trace names the route, not the case in the path, nor what somebody has written into a query or has sent along. */
    @Produces
    @Singleton
    SpanProcessor namelessTraces() { return new NamelessTraces(); }

    private static final class NamelessTraces implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            for (var attribute : NOT_TRACED) {
                // What is there can be overwritten, not removed.
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

    private void enter(RoutingContext request) {
        mark(request);
        request.addEndHandler(ended -> {
            if (!request.response().ended()) request.put(HUNG_UP, true);
            if ("close".equals(request.response().headers().get(HttpHeaders.CONNECTION))) {
                request.request().connection().close();
            }
        });
        Connections.begun(request);
        if (!underWay.take(most)) {
            // Here, and not by the pool of threads: what that turns away after the token was checked is never answered.
            refuse(request, Refused.busy());
            request.request().resume();
            return;
        }
        underWay.holdToTheEnd(request);
        var length = contentLength(request);
        if (length <= StrictBodies.LARGEST) {
            request.next();
        } else if (length <= LARGEST_READ_AWAY) {
            refuse(request, new Refused(Kind.TOO_LARGE));
            request.request().resume();
        } else {
            refuse(request, new Refused(Kind.TOO_LARGE).header("Connection", "close"));
        }
    }

    private static void mark(RoutingContext request) {
        var traceId = traceId(request.request().getHeader("traceparent"));
        MDC.put(TRACE_ID, traceId);
        var headers = request.response().headers();
        headers.set("traceparent", "00-" + traceId + "-" + randomHex(8) + "-00");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        // The pages under /q/ exist in development only, and need their scripts.
        if (request.request().path() == null || !request.request().path().startsWith("/q/")) {
            headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
    }

    /** The trace id of a {@code traceparent}; a new one where there is none, or none that is valid. */
    static String traceId(String traceparent) {
        if (traceparent != null) {
            var parts = TRACEPARENT.matcher(traceparent);
            if (parts.matches() && !isZero(parts.group(2)) && !isZero(parts.group(3))
                    && (parts.group(4) == null || !parts.group(1).equals("00"))) {
                return parts.group(2);
            }
        }
        return randomHex(16);
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(digit -> digit == '0');
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static long contentLength(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // The HTTP codec has refused what is no number; one of twenty digits may still come by.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private void failed(RoutingContext request) {
        if (request.response().ended()) {
            return;
        }
        if (request.response().headWritten()) {
            // Half an answer is gone; only its end can tell the client.
            request.request().connection().close();
            return;
        }
        if (!request.response().headers().contains("traceparent")) {
            mark(request);
        }
        boolean ofTheRouter = request.failure() == null || request.statusCode() >= 400 && request.statusCode() < 500;
        refuse(request, ofTheRouter ? new Refused(Kind.ofStatus(request.statusCode()))
                : Refused.after(request.failure()));
    }

    private void refuse(RoutingContext request, Refused refused) {
        tally.add(refused);
        var language = texts.language(request.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        var response = request.response().setStatusCode(refused.kind().status());
        problems.headersOf(refused, language).forEach((name, value) -> response.putHeader(name, value));
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.end(Buffer.buffer(problems.body(refused, language)));
    }
}
