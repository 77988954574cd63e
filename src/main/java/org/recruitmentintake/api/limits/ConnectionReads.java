package org.recruitmentintake.api.limits;

import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/** Whether the connection of a request is read on. The public interface of Vert.x has no word for it. */
final class ConnectionReads {

    private ConnectionReads() {
    }

    /** While a request is under way the next one of its connection is not read: the framework would keep any number. */
    static void pause(RoutingContext request) {
        read(request, false);
    }

    static void resume(RoutingContext request) { read(request, true); }

    private static void read(RoutingContext request, boolean on) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            connection.channel().config().setAutoRead(on);
        }
    }

    /**
     * Closes a connection over which more requests are sent than answers read, since the answers would pile up here.
     *
     * @return whether it was closed
     */
    static boolean closeIfUnread(RoutingContext request) {
        if (!(request.request().connection() instanceof ConnectionBase connection)
                || connection.channel().isWritable()) {
            return false;
        }
        close(request);
        return true;
    }

    /** Closes the channel itself: {@code close()} of the connection would wait until the answers are read. */
    static void close(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) connection.channel().close();
    }
}
