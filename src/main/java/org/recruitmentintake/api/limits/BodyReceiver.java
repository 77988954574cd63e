package org.recruitmentintake.api.limits;

import java.time.Duration;
import java.util.function.Consumer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import org.recruitmentintake.api.json.StrictJson;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/**
 * Buffers the body of a request on the event loop, so that a slow one holds no worker thread. The body is complete or
 * fails, once.
 */
final class BodyReceiver {

    /** Bytes of a refused body that are still received: most clients read the answer only after they have sent all. */
    static final int LARGEST_DISCARDED = 1024 * 1024;

    private final RoutingContext routing;
    private final Runnable release;
    private final Consumer<Buffer> arrived;
    private final Buffer body = Buffer.buffer();
    private long length;
    private boolean ended;

    private BodyReceiver(RoutingContext routing, Runnable release, Consumer<Buffer> arrived) {
        this.routing = routing;
        this.release = release;
        this.arrived = arrived;
    }

    static boolean hasBody(RoutingContext routing) {
        var method = routing.request().method();
        return !routing.request().isEnded() && method != HttpMethod.GET && method != HttpMethod.HEAD;
    }

    /**
     * Receives a body and passes it on.
     *
     * @param timeout for the whole body
     * @param release releases its place among the bodies that are being received
     */
    static void receive(RoutingContext routing, Duration timeout, Runnable release, Consumer<Buffer> arrived) {
        var receiver = new BodyReceiver(routing, release, arrived);
        var request = routing.request();
        var late = routing.vertx().setTimer(timeout.toMillis(), due -> receiver.fail(timedOut()));
        // Also called if a chunk is malformed, and if the client closes the connection.
        routing.addEndHandler(ended -> {
            routing.vertx().cancelTimer(late);
            receiver.fail(malformed());
        });
        ConnectionReads.resume(routing);
        request.handler(receiver::add);
        request.endHandler(whole -> {
            routing.vertx().cancelTimer(late);
            receiver.complete();
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            routing.response().writeContinue();
        }
        request.resume();
    }

    // The rest of the body is not read, so the connection cannot be used again.
    private static ProblemException timedOut() {
        return new ProblemException(ProblemKind.REQUEST_TIMEOUT).header("Connection", "close");
    }

    static ProblemException malformed() {
        return new ProblemException(ProblemKind.INVALID_HEADER).header("Connection", "close");
    }

    private void add(Buffer part) {
        length += part.length();
        if (length <= StrictJson.LARGEST) body.appendBuffer(part);
        else if (length > LARGEST_DISCARDED)
            fail(new ProblemException(ProblemKind.TOO_LARGE).header("Connection", "close"));
    }

    private void complete() {
        if (length > StrictJson.LARGEST) {
            fail(new ProblemException(ProblemKind.TOO_LARGE));
        } else if (end()) {
            try {
                arrived.accept(body);
            } catch (ProblemException refused) {
                routing.fail(refused);
            }
        }
    }

    private void fail(ProblemException refused) {
        if (end()) routing.fail(refused);
    }

    private boolean end() {
        if (ended) return false;
        ended = true;
        release.run();
        return true;
    }
}
