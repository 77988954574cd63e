package org.recruitmentintake.api.limits;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.net.impl.VertxHandler;
import io.vertx.ext.web.RoutingContext;

/**
 * Closes a connection over which many requests are sent before they are answered. Vert.x keeps them all in memory, and
 * walks through the whole list for each further one.
 */
final class UnansweredRequests extends ChannelDuplexHandler {

    // Gateways and clients send a request after the answer to the one before; some clients send a few at once.
    static final int MOST = 100;

    private int unanswered;

    /** Counts from the first request of a connection on. Those that arrive in one piece with it are not counted. */
    static void count(RoutingContext request) {
        var pipeline = ConnectionReads.channel(request).pipeline();
        if (pipeline.get(UnansweredRequests.class) != null) return;
        var vertx = pipeline.context(VertxHandler.class);
        if (vertx != null) pipeline.addBefore(vertx.name(), null, new UnansweredRequests());
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (message instanceof HttpRequest && ++unanswered > MOST) connection.close();
        if (connection.channel().isOpen()) connection.fireChannelRead(message);
        else
            ReferenceCountUtil.release(message);
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        if (message instanceof LastHttpContent && !isInterim(message)) unanswered = Math.max(0, unanswered - 1);
        connection.write(message, written);
    }

    /** Whether it is {@code 100 Continue}, after which the answer follows. */
    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse answer
                && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
