package org.recruitmentintake.forwarding.broker;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.recruitmentintake.check.Probe.Subject.BROKER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.core.Vertx;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.check.Probe;
import org.recruitmentintake.eligibility.facts.Branch;

/** Whether each host of the broker accepts the user, and each branch's queue takes messages. Sends nothing. */
@ApplicationScoped
public class BrokerProbe implements Probe {

    private final Vertx vertx;
    private final BrokerSettings settings;
    private final QueueAddresses addresses;

    public BrokerProbe(Vertx vertx, BrokerSettings settings, QueueAddresses addresses) {
        this.vertx = vertx;
        this.settings = settings;
        this.addresses = addresses;
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
            var tries = Arrays.stream(Branch.values()).map(branch -> addresses.of(branch.name()))
                    .map(address -> new AddressAnswer(address, connection.tryAddress(address))).toList();
            for (var each : tries) {
                var fault = each.fault();
                if (fault.isEmpty()) findings.add(Finding.right(BROKER, "%s: %s takes messages", host, each.address));
                else
                    findings.add(new Finding(BROKER, fault.equals(AddressAttempt.WOULD_BE_DECLARED),
                            "%s: %s: %s".formatted(host, each.address, fault)));
            }
        } finally {
            connection.close();
        }
    }

    private record AddressAnswer(String address, CompletableFuture<String> answer) {

        /** What is wrong with the address; empty if nothing is. */
        String fault() throws InterruptedException {
            try {
                return answer.get(BrokerSettings.CONNECT_TIMEOUT.toMillis(), MILLISECONDS);
            } catch (TimeoutException silent) {
                return "silent";
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
    }
}
