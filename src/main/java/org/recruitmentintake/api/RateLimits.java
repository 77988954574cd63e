package org.recruitmentintake.api;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.github.bucket4j.Bucket;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpServerRequest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.recruitmentintake.application.Client;

/**
 * How often somebody may ask: a client what its token lets it, an address what is open to everybody. A bucket of each
 * fills steadily; who finds it empty is told after how many seconds to come back. Counted by each replica for itself.
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
        }
    }

    private static final int BYTES_OF_A_NETWORK = 8;

    private final Map<String, Bucket> clients;
    private final Map<String, Bucket> addresses;
    private final Config config;
    private final Caller caller;

    RateLimits(Config config, Caller caller) {
        this.config = config;
        this.caller = caller;
        clients = remembering(config.remembered());
        addresses = remembering(config.remembered());
    }

    /** After the token was checked, before the body is read. */
    @ServerRequestFilter
    public void admit(SimpleResourceInfo resource, HttpServerRequest request) {
        var client = resource.getResourceClass() == PublicResource.class ? Optional.<Client>empty() : caller.known();
        if (client.isPresent()) {
            take(clients, config.client(), client.get().id());
        } else {
            var address = request.remoteAddress();
            take(addresses, config.address(), network(address == null ? null : address.hostAddress()));
        }
    }

    static void take(Map<String, Bucket> buckets, Config.Limit limit, String who) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(who, unseen -> bucket(limit));
        }
        var taken = bucket.tryConsumeAndReturnRemaining(1);
        if (!taken.isConsumed()) {
            var seconds = Duration.ofNanos(taken.getNanosToWaitForRefill()).toSeconds() + 1;
            throw new Refused(Problem.Kind.TOO_MANY_REQUESTS).header("Retry-After", seconds);
        }
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
