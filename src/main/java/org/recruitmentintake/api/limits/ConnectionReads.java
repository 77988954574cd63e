package org.recruitmentintake.api.limits;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Stops and resumes reading from the connection of a request, which the public interface of Vert.x cannot do. */
final class ConnectionReads {

    /** Connections that close as soon as their last answer is written. Later bytes on them are not read as requests. */
    private static final Set<HttpConnection> CLOSING = Collections
            .synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private ConnectionReads() {}

    static void markClosing(HttpConnection connection) { CLOSING.add(connection); }

    static boolean isClosing(HttpConnection connection) { return CLOSING.contains(connection); }

    /** Stops reading while a request is under way: the framework would buffer any number of further requests. */
    static void pause(RoutingContext request) {
        channel(request).config().setAutoRead(false);
    }

    static void resume(RoutingContext request) { channel(request).config().setAutoRead(true); }

    /**
     * Closes a connection over which more requests are sent than answers read, since the answers would pile up here.
     *
     * @return whether it was closed
     */
    static boolean closeIfUnread(RoutingContext request) {
        if (channel(request).isWritable()) return false;
        close(request);
        return true;
    }

    /** Closes the channel itself: {@code close()} of the connection would wait until the answers are read. */
    static void close(RoutingContext request) {
        channel(request).close();
    }

    static Channel channel(RoutingContext request) {
        return ((ConnectionBase) request.request().connection()).channel();
    }
}
