package org.recruitmentintake.api.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * The pools of requests. Callers without a valid token have a pool of their own, so that a flood of them leaves the
 * other callers served.
 */
@ApplicationScoped
public class Pools implements StartupCheck {

    /** The places for requests that run, and for bodies that are being received. */
    record Pool(Semaphore working, Semaphore arriving) {

        Pool(PoolsConfig.Pool config) {
            this(new Semaphore(config.working()), new Semaphore(config.arriving()));
        }

        boolean isFull() { return working.availablePermits() == 0; }

        /**
         * Acquires a place to run here and in each account, and returns what releases them all.
         *
         * @throws ProblemException as too many requests if an account is full, as unavailable if the pool is
         */
        Runnable acquireToWork(List<Account> accounts) { return acquire(accounts, Account::working, working); }

        /** The same for a body that is being received. */
        Runnable acquireToArrive(List<Account> accounts) {
            return acquire(accounts, Account::arriving, arriving);
        }

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
    }

    private final PoolsConfig config;
    private final RateLimitsConfig rates;
    private final Pool clients;
    private final Pool anonymous;
    private final Semaphore verifications;

    Pools(PoolsConfig config, RateLimitsConfig rates) {
        this.config = config;
        this.rates = rates;
        clients = new Pool(config.client());
        anonymous = new Pool(config.anonymous());
        verifications = new Semaphore(config.client().working());
    }

    Pool clients() { return clients; }

    Pool anonymous() { return anonymous; }

    /** The places for tokens that are being verified: their requests have no place in a pool yet. */
    Semaphore verifications() {
        return verifications;
    }

    @Override
    public List<String> faults() {
        var faults = new ArrayList<String>();
        if (rates.client().atOnce() >= config.client().working()) {
            faults.add("intake.limits.client.at-once is not smaller than intake.pools.client.working");
        }
        if (rates.person().atOnce() >= rates.client().atOnce()) {
            faults.add("intake.limits.person.at-once is not smaller than intake.limits.client.at-once");
        }
        if (rates.address().atOnce() >= config.anonymous().working()) {
            faults.add("intake.limits.address.at-once is not smaller than intake.pools.anonymous.working");
        }
        return faults;
    }
}
