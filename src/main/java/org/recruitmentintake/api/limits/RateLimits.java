package org.recruitmentintake.api.limits;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import org.recruitmentintake.api.LruMap;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.application.model.Client;

/**
 * Limits the rate and the concurrency of callers. With a token the client counts and, below it, the person; without
 * one the address. Each has a bucket that fills steadily; if it is empty, the answer says when to come back. Each
 * replica counts by itself.
 *
 * <p>Lazy ({@code @ApplicationScoped}): made by the first request, when the configuration is available.
 */
@ApplicationScoped
public class RateLimits {

    private static final int BYTES_OF_A_NETWORK = 8;

    private final Map<String, Account> clients;
    private final Map<List<String>, Account> persons;
    private final Map<String, Account> addresses;
    private final RateLimitsConfig config;
    private final TimeMeter time;

    @Inject
    RateLimits(RateLimitsConfig config) {
        this(config, TimeMeter.SYSTEM_MILLISECONDS);
    }

    RateLimits(RateLimitsConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
        clients = LruMap.of(config.remembered());
        persons = LruMap.of(config.remembered());
        addresses = LruMap.of(config.remembered());
    }

    /**
     * One request of a client, by a person. The person comes first: a person over the limit takes nothing from the
     * client.
     *
     * @throws ProblemException as too many requests
     */
    List<Account> take(Client client) {
        var person = account(persons, List.of(client.id(), client.person()), config.person());
        person.take();
        var whole = account(clients, client.id(), config.client());
        whole.take();
        return List.of(person, whole);
    }

    /**
     * One request of an address.
     *
     * @throws ProblemException as too many requests
     */
    List<Account> take(String address) {
        var account = account(addresses, network(address), config.address());
        account.take();
        return List.of(account);
    }

    private <K> Account account(Map<K, Account> accounts, K who, RateLimitsConfig.Limit limit) {
        synchronized (accounts) {
            return accounts.computeIfAbsent(who, unseen -> new Account(bucket(limit), new Semaphore(limit.atOnce()),
                    new Semaphore(limit.atOnce())));
        }
    }

    private Bucket bucket(RateLimitsConfig.Limit limit) {
        return Bucket.builder().withCustomTimePrecision(time)
                .addLimit(full -> full.capacity(limit.requests()).refillGreedy(limit.requests(), limit.per())).build();
    }

    /** An IPv6 subscriber has at least 2^64 addresses, so the network counts (RFC 6177). */
    static String network(String address) {
        if (address == null || address.indexOf(':') < 0) return String.valueOf(address);
        var bytes = AddressRange.bytesOf(address);
        return bytes == null || bytes.length <= BYTES_OF_A_NETWORK ? address
                : HexFormat.of().formatHex(bytes, 0, BYTES_OF_A_NETWORK);
    }
}
