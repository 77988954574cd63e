package org.recruitmentintake.forwarding.broker;

import static org.recruitmentintake.check.Probe.Subject.BROKER;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import org.recruitmentintake.check.Probe;
import org.recruitmentintake.eligibility.facts.Branch;

/** Whether each host of the broker accepts the user, and each branch's queue takes messages. Sends nothing. */
@ApplicationScoped
public class BrokerProbe implements Probe {

    private final Vertx vertx;
    private final BrokerSettings settings;

    public BrokerProbe(Vertx vertx, BrokerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    @Override
    public Subject subject() { return BROKER; }

    @Override
    public List<Result> compare() {
        var results = new ArrayList<Result>();
        for (var host : settings.hosts()) {
            try {
                compare(host, results);
            } catch (BrokerUnavailableException unavailable) {
                results.add(Result.wrong(BROKER, "%s: no connection (%s)", host, unavailable.getMessage()));
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                return results;
            }
        }
        return results;
    }

    private void compare(BrokerHost host, List<Result> results)
            throws BrokerUnavailableException, InterruptedException {
        var connection = new BrokerClient(vertx, settings).connect(host);
        try {
            results.add(Result.right(BROKER, "%s: connected", host));
            // All at once, so that a broker that answers nothing costs one time-out.
            var faults = new LinkedHashMap<String, CompletableFuture<String>>();
            for (var branch : Branch.values()) {
                var address = settings.addressOf(branch.name());
                faults.put(address, connection.tryAddress(address));
            }
            faults.forEach((address, fault) -> results.add(result(host, address, fault.join())));
        } finally {
            connection.close();
        }
    }

    private static Result result(BrokerHost host, String address, String fault) {
        return fault.isEmpty() ? Result.right(BROKER, "%s: %s takes messages", host, address)
                : new Result(BROKER, fault.equals(QueueCheck.WOULD_BE_DECLARED),
                        "%s: %s: %s".formatted(host, address, fault));
    }
}
