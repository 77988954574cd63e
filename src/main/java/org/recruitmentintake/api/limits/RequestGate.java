package org.recruitmentintake.api.limits;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.recruitmentintake.api.problem.Failures;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;

/**
 * Admits requests before they are routed, so that unknown paths are limited, too. In this order: it identifies the
 * caller by token or address, takes from its rate, receives the whole body on the event loop, and acquires a place in
 * the pool. A slow body holds memory, but no thread and no place.
 */
@ApplicationScoped
public class RequestGate {

    /** After the framework has prepared the authentication, and before anything is routed. */
    static final int ADMIT = 1 - SecurityHandlerPriorities.AUTHENTICATION;

    private static final String BODY = RequestGate.class.getName() + ".body";
    private static final BiConsumer<RoutingContext, Throwable> ANSWER_NOTHING = (request, failure) -> {};

    @Inject
    RateLimits limits;

    @Inject
    CallerAddress callers;

    @Inject
    Pools pools;

    @ConfigProperty(name = "quarkus.http.read-timeout")
    Duration bodyTimeout;

    @Inject
    HttpConfig config;

    void install(@Observes Router router) {
        router.route().order(ADMIT).handler(request -> identify(request, client -> admit(request, client)));
    }

    /** Verifies the token, on any path; a caller whose token is missing or invalid is anonymous. */
    private void identify(RoutingContext request, Consumer<Optional<Client>> then) {
        if (!request.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            then.accept(Optional.empty());
            return;
        }
        // While the issuer's keys are loaded, tokens are verified on worker threads, and may wait long for one.
        if (pools.clients().isFull() || !pools.verifications().tryAcquire()) {
            request.fail(ProblemException.busy());
            return;
        }
        var loop = Vertx.currentContext();
        // A resource that needs a token answers an invalid one with a problem; here the caller is anonymous.
        BiConsumer<RoutingContext, Throwable> answering = request.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWER_NOTHING);
        Consumer<Runnable> back = next -> loop.runOnContext(onLoop -> {
            pools.verifications().release();
            request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answering);
            next.run();
        });
        QuarkusHttpUser.getSecurityIdentity(request, null).subscribe().with(
                identity -> back.accept(() -> then.accept(clientOf(identity))),
                failure -> back.accept(() -> Failures.causeOf(failure, ProblemException.class)
                        .ifPresentOrElse(request::fail, () -> then.accept(Optional.empty()))));
    }

    private static Optional<Client> clientOf(SecurityIdentity identity) {
        return identity == null ? Optional.empty() : CurrentClient.of(identity);
    }

    private void admit(RoutingContext request, Optional<Client> client) {
        if (HeadCheck.isHungUp(request)) return;
        try {
            var accounts = client.isPresent() ? limits.take(client.get()) : takeByAddress(request);
            request.addEndHandler(
                    ended -> accounts.forEach(account -> account.takeForAnswer(request.response().bytesWritten())));
            var pool = client.isPresent() ? pools.clients() : pools.anonymous();
            Consumer<Buffer> arrived = body -> {
                releaseAtEnd(request, pool.acquireToWork(accounts));
                request.put(BODY, body).next();
            };
            if (BodyReceiver.hasBody(request)) {
                BodyReceiver.receive(request, bodyTimeout, pool.acquireToArrive(accounts), arrived);
            } else {
                arrived.accept(Buffer.buffer());
            }
        } catch (ProblemException refused) {
            request.fail(refused);
        }
    }

    /** Closes the connection of an address over its limit, so that its pipelined requests are not read. */
    private List<Account> takeByAddress(RoutingContext request) {
        try {
            return limits.take(callers.of(request.request()));
        } catch (ProblemException refused) {
            throw refused.header("Connection", "close");
        }
    }

    /**
     * Counts a request that the router refused before it reached the gate, such as one for {@code *}.
     *
     * @throws ProblemException as too many requests
     */
    void countUnrouted(RoutingContext request) {
        if (!HeadCheck.isChecked(request)) takeByAddress(request);
    }

    /** Releases at the end of the answer; if the client hangs up, once its request has left the worker queue. */
    private void releaseAtEnd(RoutingContext request, Runnable release) {
        ConnectionReads.pause(request);
        // A large answer that is not read holds a worker thread.
        var late = request.vertx().setTimer(config.answerTimeout().toMillis(), due -> ConnectionReads.close(request));
        request.addEndHandler(ended -> {
            request.vertx().cancelTimer(late);
            if (request.response().ended()) {
                release.run();
            } else {
                // The worker queue is FIFO: when this no-op runs, the abandoned request has left the queue.
                request.vertx().executeBlocking(() -> null, false).onComplete(begun -> release.run());
            }
        });
    }

    /** Passes the received body to the resource. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION + 1)
    public void handOver(ContainerRequestContext context, RoutingContext request) {
        Buffer body = request.get(BODY);
        if (body != null) context.setEntityStream(new ByteArrayInputStream(body.getBytes()));
    }
}
