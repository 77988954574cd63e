package org.recruitmentintake.api;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;

import io.github.bucket4j.Bucket;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.recruitmentintake.application.Client;

/**
 * How often somebody may ask, and how much at a time: a client what its token lets it, an address what is open to
 * everybody. A bucket of each fills steadily; who finds it empty is told after how many seconds to come back. Counted by
 * each replica for itself.
 *
 * <p>Of the application's scope, so that it is made by the first request: filters are there before the configuration is.
 */
@ApplicationScoped
public class RateLimits {

    /** Requests, and the time in which a bucket of so many fills again. */
    @ConfigMapping(prefix = "intake.limits")
    public interface Config {

        /** Of one client, whatever it asks. Far above what a form's back end sends, far below what starves the others. */
        Limit client();

        /** Of one address, at what is open to everybody. A person asks a handful; who tries out passports asks thousands. */
        Limit address();

        /** How many clients, and how many addresses, are remembered; the longest unseen is forgotten first. */
        @WithDefault("10000")
        int remembered();

        /** A bucket. */
        interface Limit {

            int requests();

            Duration per();

            /** Under way at a time: a share of the places of the {@link Door}, so that nobody holds them all. */
            int atOnce();
        }
    }

    private static final int BYTES_OF_A_NETWORK = 8;

    /** So many at a time; whoever has taken one gives it back. */
    static final class Places {

        private final AtomicInteger taken = new AtomicInteger();

        boolean take(int most) {
            if (taken.incrementAndGet() <= most) return true;
            taken.decrementAndGet();
            return false;
        }

        void giveBack() { taken.decrementAndGet(); }

        /**
         * To the end of the answer. Where somebody hangs up before it, until what was asked no longer waits for a thread.
         *
         * @throws Refused if they have hung up already, so that it never waits for one
         */
        void holdToTheEnd(RoutingContext request) {
            if (request.get(Door.HUNG_UP) != null) {
                giveBack();
                throw new Refused(Problem.Kind.REQUEST_TIMEOUT);
            }
            request.addEndHandler(ended -> {
                if (request.response().ended()) {
                    giveBack();
                } else {
                    // Threads begin what waits for them in its order, so with this all is begun that came before.
                    request.vertx().executeBlocking(() -> null, false).onComplete(begun -> giveBack());
                }
            });
        }
    }

    /** What one of them has left. */
    record Account(Bucket bucket, Places places) {}

    private final Map<String, Account> clients;
    private final Map<String, Account> addresses;
    private final Config config;

    RateLimits(Config config) {
        this.config = config;
        clients = remembering(config.remembered());
        addresses = remembering(config.remembered());
    }

    /** After the token was checked, before the body is read. */
    @ServerRequestFilter(nonBlocking = true, priority = Priorities.AUTHORIZATION)
    public void admit(SimpleResourceInfo resource, RoutingContext request) {
        var client = resource.getResourceClass() == PublicResource.class ? Optional.<Client>empty()
                : CurrentClient.of(request);
        if (client.isPresent()) {
            take(clients, config.client(), client.get().id()).holdToTheEnd(request);
        } else {
            takeByAddress(request);
        }
    }

    /** @throws Refused as too many requests */
    void takeByAddress(RoutingContext request) {
        var address = request.request().remoteAddress();
        take(addresses, config.address(), network(address == null ? null : address.hostAddress()))
                .holdToTheEnd(request);
    }

    static Places take(Map<String, Account> accounts, Config.Limit limit, String who) {
        Account account;
        synchronized (accounts) {
            account = accounts.computeIfAbsent(who, unseen -> new Account(bucket(limit), new Places()));
        }
        var taken = account.bucket.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            throw tooMany(Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1);
        }
        if (!account.places.take(limit.atOnce())) throw tooMany(1);
        return account.places;
    }

    private static Refused tooMany(long seconds) {
        return new Refused(Problem.Kind.TOO_MANY_REQUESTS).header("Retry-After", seconds);
    }

    private static Bucket bucket(Config.Limit limit) {
        return Bucket.builder()
                .addLimit(full -> full.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per())).build();
    }

    /** An IPv6 subscriber has at least 2^64 addresses, so the network counts (RFC 6177). */
    static String network(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            var bytes = InetAddress.getByName(address.replaceAll("%.*", "")).getAddress();
            return bytes.length <= BYTES_OF_A_NETWORK ? address
                    : new BigInteger(1, bytes).shiftRight(BYTES_OF_A_NETWORK * Byte.SIZE).toString(16);
        } catch (UnknownHostException none) {
            return address;
        }
    }

    /** Bounded: whoever comes from many addresses costs memory for so many and no more. */
    static <T> Map<String, T> remembering(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) { return size() > most; }
        };
    }
}
