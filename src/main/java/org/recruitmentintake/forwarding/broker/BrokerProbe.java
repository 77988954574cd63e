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
    public List<Finding> compare() {
        var findings = new ArrayList<Finding>();
        for (var host : settings.hosts()) {
            try {
                compare(host, findings);
            } catch (BrokerUnavailableException unavailable) {
                findings.add(Finding.wrong(BROKER, "%s: no connection (%s)", host, unavailable.getMessage()));
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
        return findings;
    }

    private void compare(BrokerHost host, List<Finding> findings)
            throws BrokerUnavailableException, InterruptedException {
        var connection = new BrokerClient(vertx, settings).connect(host);
        try {
            findings.add(Finding.right(BROKER, "%s: connected", host));
            // All at once, so that a broker that answers nothing costs one time-out.
            var faults = new LinkedHashMap<String, CompletableFuture<String>>();
            for (var branch : Branch.values()) {
                var address = settings.addressOf(branch.name());
                faults.put(address, connection.tryAddress(address));
            }
            faults.forEach((address, fault) -> findings.add(finding(host, address, fault.join())));
        } finally {
            connection.close();
        }
    }

    private static Finding finding(BrokerHost host, String address, String fault) {
        return fault.isEmpty() ? Finding.right(BROKER, "%s: %s takes messages", host, address)
                : new Finding(BROKER, fault.equals(QueueCheck.WOULD_BE_DECLARED),
                        "%s: %s: %s".formatted(host, address, fault));
    }
}
