package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Sends committed messages to the broker, on a thread of its own in each replica. While the relay can send, each new
 * row of its replica is claimed when it is written, and its message is sent from memory (decision 15). All other rows
 * are claimed by {@link RelayLoop}. The methods of this class are called by other threads.
 */
@ApplicationScoped
public class Relay implements RelayQueue, StartupCheck {

    // With the 5 s of being unready and the 9 s for requests that run (quarkus.shutdown), below 25 s.
    private static final Duration STOP_WAIT = Duration.ofSeconds(9);

    private final BrokerClient broker;
    private final RelayConfig config;
    private final PreclaimedMessages preclaimed;
    private final RelayLoop loop;
    private Thread thread;

    public Relay(Outbox outbox, BrokerClient broker, QueueAddresses addresses, RelayConfig config) {
        this.broker = broker;
        this.config = config;
        preclaimed = new PreclaimedMessages(outbox, config, System::nanoTime);
        loop = new RelayLoop(outbox, broker, addresses, config, preclaimed);
    }

    @Override
    public List<String> faults() {
        // A claim that ended while its window is under way would let another relay send the same messages.
        return config.hold().compareTo(config.settlementTimeout().multipliedBy(2)) >= 0 ? List.of()
                : List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout");
    }

    /** Wakes this relay. If it is not connected, the other replicas find the row at their next poll. */
    @Override
    public void wake() { loop.wakeToClaim(); }

    @Override
    public Optional<RelayClaim> claim(String branch) {
        return broker.isConnected() && !loop.isStopping() ? preclaimed.claim(branch) : Optional.empty();
    }

    @Override
    public void send(RelayClaim claim, OutboxMessage message) {
        var waiting = preclaimed.add(claim, message);
        if (PreclaimedMessages.isWakeUpNeeded(waiting, loop.window())) loop.wake();
        if (waiting > 0) return;
        preclaimed.setAside(claim, message);
        try {
            // On this thread, since the relay may be waiting for an unavailable broker.
            preclaimed.releaseUnsent();
        } catch (RuntimeException databaseIsAway) {
            loop.wake();
        }
    }

    @Override
    public void abandon(RelayClaim claim, OutboxMessage message) {
        preclaimed.setAside(claim, message);
        loop.wake();
    }

    @Override
    public void cancel(UUID application) {
        preclaimed.cancel(application);
        loop.wake();
    }

    void start(@Observes StartupEvent started) {
        thread = new Thread(config.paused() ? loop::stayPaused : loop::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Finishes the window that is under way; if the broker does not answer in time, its claim expires. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (thread == null) return;
        loop.stop();
        thread.join(STOP_WAIT.toMillis());
        thread.interrupt();
        broker.disconnect();
    }
}
