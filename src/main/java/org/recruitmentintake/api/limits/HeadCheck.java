package org.recruitmentintake.api.limits;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.recruitmentintake.api.CorrelationId;
import org.recruitmentintake.api.json.StrictJson;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;

/** Refuses requests by their head before anything else is done, and reads one request of a connection at a time. */
@Singleton
public class HeadCheck {

    private static final int ORDER = CorrelationId.ORDER + 1;
    private static final Pattern NOT_IN_A_HOST = Pattern.compile("[,\\s\\x00-\\x1f/@]");
    private static final String HUNG_UP = HeadCheck.class.getName() + ".hungUp";
    private static final String CHECKED = HeadCheck.class.getName() + ".checked";

    void install(@Observes Router router) {
        router.route().order(ORDER).handler(HeadCheck::check);
    }

    /** False for a request with an unreadable address, and for one that the router itself has refused before. */
    static boolean isChecked(RoutingContext request) {
        return request.get(CHECKED) != null;
    }

    /** Whether the client closed the connection before it was answered. */
    static boolean isHungUp(RoutingContext request) {
        return request.get(HUNG_UP) != null;
    }

    private static void check(RoutingContext request) {
        UnansweredRequests.count(request);
        if (ConnectionReads.isClosing(request.request().connection()) || ConnectionReads.closeIfUnread(request)) return;
        if (!isReadable(request.request().uri())) {
            request.fail(new ProblemException(ProblemKind.INVALID_PARAMETER));
            return;
        }
        request.addEndHandler(ended -> {
            if (!request.response().ended()) request.put(HUNG_UP, true);
            ConnectionReads.resume(request);
        });
        request.put(CHECKED, true);
        ConnectionReads.pause(request);
        var length = contentLength(request);
        if (!namesOneHost(request) || request.request().headers().contains("")) {
            request.fail(BodyReceiver.malformed());
        } else if (length > BodyReceiver.LARGEST_DISCARDED) {
            request.fail(new ProblemException(ProblemKind.TOO_LARGE).header("Connection", "close"));
        } else if (length > StrictJson.LARGEST) {
            request.fail(new ProblemException(ProblemKind.TOO_LARGE));
        } else {
            request.next();
        }
    }

    /** The same check of the framework answers without a problem, so {@code Main} switches it off. */
    private static boolean isReadable(String address) {
        try {
            new URI(address);
            return true;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    /** If a request named several hosts, a proxy could route it by another one than the service. */
    private static boolean namesOneHost(RoutingContext request) {
        var hosts = request.request().headers().getAll(HttpHeaders.HOST);
        return hosts.size() == 1 ? !NOT_IN_A_HOST.matcher(hosts.get(0)).find()
                : hosts.isEmpty() && request.request().version() == HttpVersion.HTTP_1_0;
    }

    private static long contentLength(RoutingContext request) {
        var length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        // The HTTP codec has refused everything but digits; there may be more of them than a long can hold.
        return length == null ? 0 : length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }
}
