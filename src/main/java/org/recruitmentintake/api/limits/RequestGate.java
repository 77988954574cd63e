package org.recruitmentintake.api.limits;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.recruitmentintake.api.CorrelationId;
import org.recruitmentintake.api.json.StrictJson;
import org.recruitmentintake.api.problem.Failures;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Admits requests before they are routed, so that unknown paths are limited, too. In this order: it identifies the
 * caller by token or address, takes from its rate, receives the whole body on the event loop, and acquires a place in
 * the pool. A slow body holds memory, but no thread and no place.
 *
 * <p>Callers with and without a valid token have pools of their own, so that a flood of anonymous callers leaves the
 * others served.
 */
@ApplicationScoped
public class RequestGate implements StartupCheck {

    private record Pool(Semaphore working, Semaphore arriving) {

        Pool(PoolsConfig.Pool config) {
            this(new Semaphore(config.working()), new Semaphore(config.arriving()));
        }
    }

    private static final int CHECK = CorrelationId.ORDER + 1;
    /** When the framework has prepared the authentication, and before anything is routed. */
    static final int ADMIT = 1 - SecurityHandlerPriorities.AUTHENTICATION;

    private static final Pattern NOT_IN_A_HOST = Pattern.compile("[,\\s\\x00-\\x1f/@]");
    private static final String HUNG_UP = RequestGate.class.getName() + ".hungUp";
    private static final String CHECKED = RequestGate.class.getName() + ".checked";
    private static final String BODY = RequestGate.class.getName() + ".body";
    private static final BiConsumer<RoutingContext, Throwable> ANSWER_NOTHING = (request, failure) -> {};

    @Inject
    RateLimits limits;

    @Inject
    CallerAddress callers;

    @Inject
    PoolsConfig config;

    @Inject
    RateLimitsConfig rates;

    @ConfigProperty(name = "quarkus.http.read-timeout")
    Duration bodyTimeout;

    /** Longer than any wait of the service, so that it ends slow readers only. */
    @ConfigProperty(name = "intake.http.answer-timeout", defaultValue = "30S")
    Duration answerTimeout;

    private Semaphore verifications;
    private Pool clients;
    private Pool anonymous;

    void install(@Observes Router router) {
        verifications = new Semaphore(config.client().working());
        clients = new Pool(config.client());
        anonymous = new Pool(config.anonymous());
        router.route().order(CHECK).handler(this::check);
        router.route().order(ADMIT).handler(request -> identify(request, client -> admit(request, client)));
    }

    @Override
    public List<String> faults() {
        return Stream.of(
                smaller("client.at-once", rates.client().atOnce(), "intake.pools.client.working",
                        config.client().working()),
                smaller("person.at-once", rates.person().atOnce(), "intake.limits.client.at-once",
                        rates.client().atOnce()),
                smaller("address.at-once", rates.address().atOnce(), "intake.pools.anonymous.working",
                        config.anonymous().working()))
                .flatMap(Optional::stream).toList();
    }

    private static Optional<String> smaller(String name, int share, String ofName, int of) {
        return share < of ? Optional.empty()
                : Optional.of("intake.limits." + name + " is not smaller than " + ofName);
    }

    private void check(RoutingContext request) {
        if (ConnectionReads.isClosing(request.request().connection()) || ConnectionReads.closeIfUnread(request)) return;
        request.addEndHandler(ended -> {
            if (!request.response().ended()) request.put(HUNG_UP, true);
            ConnectionReads.resume(request);
        });
        request.put(CHECKED, true);
        ConnectionReads.pause(request);
        var length = contentLength(request);
        if (!namesOneHost(request) || request.request().headers().contains("")) {
            request.fail(BodyReceiver.malformed());
        } else if (length > BodyReceiver.LARGEST_READ_AWAY) {
            request.fail(new ProblemException(ProblemKind.TOO_LARGE).header("Connection", "close"));
        } else if (length > StrictJson.LARGEST) {
            request.fail(new ProblemException(ProblemKind.TOO_LARGE));
        } else {
            request.next();
        }
    }

    /** With several hosts in a request, a proxy could route by another one than the service. */
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

    /** Verifies the token, on any path; a caller whose token is missing or invalid is anonymous. */
    private void identify(RoutingContext request, Consumer<Optional<Client>> then) {
        if (!request.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            then.accept(Optional.empty());
            return;
        }
        // While the issuer's keys are fetched, a token is verified on a worker thread, for which it may wait long.
        if (clients.working.availablePermits() == 0 || !verifications.tryAcquire()) {
            request.fail(ProblemException.busy());
            return;
        }
        var loop = Vertx.currentContext();
        // A resource that needs a token answers an invalid one with a problem; here the caller is anonymous.
        BiConsumer<RoutingContext, Throwable> answering = request.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ANSWER_NOTHING);
        Consumer<Runnable> back = next -> loop.runOnContext(onLoop -> {
            verifications.release();
            request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, answering);
            next.run();
        });
        QuarkusHttpUser.getSecurityIdentity(request, null).subscribe().with(
                identity -> back.accept(() -> then.accept(clientOf(identity))),
                failure -> back.accept(() -> {
                    var keysAway = Failures.causes(failure).filter(ProblemException.class::isInstance)
                            .findFirst();
                    keysAway.ifPresentOrElse(request::fail, () -> then.accept(Optional.empty()));
                }));
    }

    private static Optional<Client> clientOf(SecurityIdentity identity) {
        return identity == null ? Optional.empty() : CurrentClient.of(identity);
    }

    private void admit(RoutingContext request, Optional<Client> client) {
        if (request.get(HUNG_UP) != null) return;
        try {
            var accounts = client.isPresent() ? limits.take(client.get()) : takeByAddress(request);
            request.addEndHandler(
                    ended -> accounts.forEach(account -> account.takeForAnswer(request.response().bytesWritten())));
            var pool = client.isPresent() ? clients : anonymous;
            Consumer<Buffer> arrived = body -> {
                hold(request, acquire(accounts, Account::working, pool.working));
                request.put(BODY, body).next();
            };
            if (BodyReceiver.hasBody(request)) {
                BodyReceiver.receive(request, bodyTimeout, acquire(accounts, Account::arriving, pool.arriving),
                        arrived);
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
     * Counts a request that the router has refused before it reached the gate: for {@code *}, or without a host.
     *
     * @throws ProblemException as too many requests
     */
    void countUnrouted(RoutingContext request) {
        if (!isChecked(request)) takeByAddress(request);
    }

    static boolean isChecked(RoutingContext request) { return request.get(CHECKED) != null; }

    /**
     * Acquires a place in the pool and in each account, and returns their release.
     *
     * @throws ProblemException as too many requests where an account is full, as unavailable where the pool is
     */
    private static Runnable acquire(List<Account> accounts, Function<Account, Semaphore> part, Semaphore pool) {
        var acquired = new ArrayList<Semaphore>();
        Runnable release = () -> acquired.forEach(Semaphore::release);
        for (var limit : Stream.concat(accounts.stream().map(part), Stream.of(pool)).toList()) {
            if (!limit.tryAcquire()) {
                release.run();
                throw limit == pool ? ProblemException.busy() : Account.tooMany(1);
            }
            acquired.add(limit);
        }
        return release;
    }

    /** Releases at the end of the answer; if the client hangs up, once its request has left the worker queue. */
    private void hold(RoutingContext request, Runnable release) {
        ConnectionReads.pause(request);
        // A large answer that is not read holds a worker thread.
        var late = request.vertx().setTimer(answerTimeout.toMillis(), due -> ConnectionReads.close(request));
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
