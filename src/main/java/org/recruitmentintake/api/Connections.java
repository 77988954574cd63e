package org.recruitmentintake.api;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.VertxHttpConfig.InsecureRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.recruitmentintake.api.Problem.Kind;

/**
 * Who may connect at all, where the service speaks HTTPS itself; and how long head and body of a request may take, anywhere.
 */
@ApplicationScoped
public class Connections implements HttpServerOptionsCustomizer {

    // Bytes of answers; the largest is a quarter of it.
    private static final long MOST_UNREAD = 1024 * 1024;

    /** Ours, since the framework's {@code quarkus.http.ssl.client-auth} is fixed in the build. */
    @ConfigProperty(name = "intake.http.client-certificates", defaultValue = "none")
    ClientAuth certificates;

    @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
    InsecureRequests plainHttp;

    @ConfigProperty(name = "quarkus.http.read-timeout")
    Duration bodyTimeout;

    @Override
    public void customizeHttpServer(HttpServerOptions plain) {
        if (certificates == ClientAuth.REQUIRED && plainHttp == InsecureRequests.ENABLED) {
            throw unusable("plain HTTP is served as well; quarkus.http.insecure-requests is to be disabled");
        }
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions https) {
        // Without one, any certificate would do that somebody bought from an authority which Java trusts.
        if (certificates != ClientAuth.NONE && https.getTrustOptions() == null) {
            throw unusable("there is no trust store of the clients' authority");
        }
        https.setClientAuth(certificates);
    }

    private static ConfigurationException unusable(String why) {
        return new ConfigurationException("intake.http.client-certificates: " + why);
    }

    /** Before the servers listen. In development and in its tests Netty is loaded apart and would not find ours. */
    void watch(@Observes @Priority(1) StartupEvent starting) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        }
    }

    void manage(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(request -> {
            begun(request);
            request.next();
        });
    }

    /** Takes in the body of what was admitted before a thread is asked for: a slow one holds a little memory, and no thread. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION + 1)
    public Uni<Void> arrive(ContainerRequestContext context, RoutingContext routing) {
        var request = routing.request();
        if (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD || request.isEnded()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(arrival -> {
            // Where the rest of a body is not read, the connection is of no further use.
            var broken = new Refused(Kind.REQUEST_TIMEOUT).header("Connection", "close");
            var late = routing.vertx().setTimer(bodyTimeout.toMillis(), due -> arrival.fail(broken));
            routing.addEndHandler(gone -> arrival.fail(broken));
            arrival.onTermination(() -> routing.vertx().cancelTimer(late));
            var body = Buffer.buffer();
            var arrived = new AtomicLong();
            request.handler(part -> {
                if (arrived.addAndGet(part.length()) <= StrictBodies.LARGEST) body.appendBuffer(part);
                else if (arrived.get() > Door.LARGEST_READ_AWAY) {
                    arrival.fail(new Refused(Kind.TOO_LARGE).header("Connection", "close"));
                }
            });
            request.endHandler(whole -> {
                if (arrived.get() > StrictBodies.LARGEST) {
                    arrival.fail(new Refused(Kind.TOO_LARGE));
                    return;
                }
                context.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                arrival.complete(null);
            });
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                routing.response().writeContinue();
            }
            request.resume();
        });
    }

    /**
     * The head of this request is here: what comes now is its body, which has a time of its own. Hangs up on whoever asks on
     * and on without reading the answers, which would all be kept for it.
     */
    static void begun(RoutingContext request) {
        if (request.request().connection() instanceof ConnectionBase connection) {
            if (connection.channel().bytesBeforeWritable() > MOST_UNREAD) {
                connection.close();
                return;
            }
            var watch = connection.channel().pipeline().get(Watch.class);
            if (watch == null) return;
            watch.begun();
            request.addEndHandler(ended -> watch.ended());
        }
    }

    /**
     * Hangs up on whoever sends a head byte by byte. Each byte starts {@code quarkus.http.idle-timeout} anew, and the
     * framework has no time-out for a head as a whole; Netty lets an extension see the connections themselves.
     */
    @RegisterForReflection
    public static class Heads extends ChannelInitializerExtension {

        private final Duration timeout = ConfigProvider.getConfig().getValue("intake.http.head-timeout",
                Duration.class);

        @Override
        public void postInitializeServerChildChannel(Channel channel) {
            channel.pipeline().addFirst(new Watch(timeout));
        }
    }

    /** Of one connection, and on its own event loop only. */
    private static final class Watch extends ChannelInboundHandlerAdapter {

        private final Duration timeout;
        private int underWay;
        private Future<?> hangUp;

        Watch(Duration timeout) { this.timeout = timeout; }

        @Override
        public void channelRead(ChannelHandlerContext connection, Object bytes) {
            if (underWay == 0 && hangUp == null) {
                hangUp = connection.executor().schedule(() -> {
                    hangUp = null;
                    connection.close();
                }, timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            connection.fireChannelRead(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext connection) {
            forgo();
            connection.fireChannelInactive();
        }

        void begun() {
            underWay++;
            forgo();
        }

        void ended() { underWay--; }

        private void forgo() {
            if (hangUp != null) hangUp.cancel(false);
            hangUp = null;
        }
    }
}
