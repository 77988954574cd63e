package org.recruitmentintake.forwarding.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.recruitmentintake.application.port.ClaimedMessage;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.application.port.RelayClaim;
import org.recruitmentintake.application.port.RelayQueue;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerUnavailableException;
import org.recruitmentintake.forwarding.message.CloudEventMessage;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Sends committed messages to the broker, on a thread of its own in each replica. A row leaves the outbox when the
 * broker has settled it as accepted, and not before. Rows are claimed only while there is a connection, so that
 * messages that wait for the broker to return can still be withdrawn. While the relay can send, each new row of its
 * replica is claimed when it is written, and its message is sent from memory (decision 15). All other rows are claimed
 * here.
 */
@ApplicationScoped
public class Relay implements RelayQueue, StartupCheck {

    // With the 5 s of being unready and the 9 s for requests that run (quarkus.shutdown), below 25 s.
    private static final Duration STOP_WAIT = Duration.ofSeconds(9);

    private final BrokerClient broker;
    private final QueueAddresses addresses;
    private final RelayConfig config;
    private final Backoff reconnect;
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ForwardingLog log = new ForwardingLog(System::nanoTime);
    private final PreclaimedMessages preclaimed;
    private final OutboxClaims claims;
    private final FlowControl flow;
    private final AnswerRecorder recorder;
    private int failures;
    private Thread thread;

    public Relay(Outbox outbox, BrokerClient broker, QueueAddresses addresses, RelayConfig config) {
        this.broker = broker;
        this.addresses = addresses;
        this.config = config;
        reconnect = new Backoff(config.reconnectFirst(), config.reconnectLast());
        var closed = new ClosedBranches(reconnect);
        preclaimed = new PreclaimedMessages(outbox, config);
        claims = new OutboxClaims(outbox, config, closed);
        flow = new FlowControl(addresses, config, log, closed, preclaimed);
        recorder = new AnswerRecorder(outbox, addresses, config, log, stopping);
    }

    @Override
    public List<String> faults() {
        // A claim that ended while its window is under way would let another relay send the same messages.
        return config.hold().compareTo(config.settlementTimeout().multipliedBy(2)) >= 0 ? List.of()
                : List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout");
    }

    /** Wakes this relay. If it is not connected, the other replicas find the row at their next poll. */
    @Override
    public void wake() {
        claims.wake();
        signal();
    }

    private void signal() {
        if (signal.availablePermits() == 0) signal.release();
    }

    @Override
    public Optional<RelayClaim> claim(String branch) {
        return broker.isConnected() && stopping.getCount() > 0 ? preclaimed.claim(branch) : Optional.empty();
    }

    @Override
    public void send(RelayClaim claim, ClaimedMessage message) {
        if (preclaimed.add(claim, message)) {
            if (preclaimed.isWakeUpNeeded(flow.window())) signal();
            return;
        }
        preclaimed.setAside(claim, message);
        try {
            // On this thread, since the relay may be waiting for an unavailable broker.
            preclaimed.releaseUnsent();
        } catch (RuntimeException databaseIsAway) {
            signal();
        }
    }

    @Override
    public void abandon(RelayClaim claim, ClaimedMessage message) {
        preclaimed.setAside(claim, message);
        signal();
    }

    @Override
    public void recall(UUID application) {
        preclaimed.recall(application);
        signal();
    }

    void start(@Observes StartupEvent started) {
        thread = new Thread(config.paused() ? this::stayPaused : this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Finishes the window that is under way; if the broker does not answer in time, its claim expires. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (thread == null) return;
        stopping.countDown();
        signal.release();
        thread.join(STOP_WAIT.toMillis());
        thread.interrupt();
        broker.disconnect();
    }

    private void stayPaused() {
        try {
            do
                log.reportPause();
            while (!stopping.await(config.poll().toMillis(), MILLISECONDS));
        } catch (InterruptedException end) {
            // The replica stops.
        }
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                if (!broker.isConnected()) connect();
                if (!forwardWindows()) waitForWork();
                failures = 0;
                log.reportSuccess();
            } catch (InterruptedException end) {
                break;
            } catch (BrokerUnavailableException unavailable) {
                releaseFromMemory();
                pause();
            } catch (RuntimeException | Error failure) {
                log.reportFailure(failure);
                pause();
            }
        }
        releaseFromMemory();
    }

    /** Leaves the messages in memory to all replicas. A row that cannot be released now is released later. */
    private void releaseFromMemory() {
        preclaimed.close();
        try {
            preclaimed.releaseUnsent();
        } catch (RuntimeException databaseIsAway) {
            log.reportFailedUpdate(databaseIsAway);
        }
    }

    private void connect() throws BrokerUnavailableException, InterruptedException {
        releaseFromMemory();
        try {
            log.reportConnection(broker.connect());
        } catch (BrokerUnavailableException unavailable) {
            log.reportNoConnection(unavailable.getMessage());
            throw unavailable;
        }
        flow.restart();
    }

    /**
     * One window from the outbox and one from memory, so that neither waits for the other.
     *
     * @return whether there was anything to send
     */
    private boolean forwardWindows() throws InterruptedException, BrokerUnavailableException {
        preclaimed.releaseUnsent();
        var claimed = forward(claims.claim(flow.window()));
        return forward(preclaimed.take(flow.window())) || claimed;
    }

    private boolean forward(Window sent) throws InterruptedException, BrokerUnavailableException {
        if (sent.rows().isEmpty()) return false;
        var messages = flow.inOrder(sent.rows()).map(row -> CloudEventMessage.of(row, addresses.of(row.branch())))
                .toList();
        var answers = broker.send(messages, config.settlementTimeout(), preclaimed::releaseStuck);
        answers.values().forEach(ForwardingMetrics::countAttempt);
        messages.forEach(message -> log.reportAnswer(message.address(), message.id(), answers.get(message.id())));
        recorder.record(sent, answers);
        var lost = flow.adapt(sent.rows(), answers);
        if (lost.isEmpty()) return true;
        broker.disconnect();
        throw new BrokerUnavailableException(lost.get());
    }

    private void waitForWork() throws InterruptedException {
        var wait = Math.min(claims.untilDue(), preclaimed.untilDue(flow.window()));
        signal.tryAcquire(Math.max(0, wait), NANOSECONDS);
    }

    private void pause() {
        try {
            stopping.await(reconnect.equalJitter(failures++).toMillis(), MILLISECONDS);
        } catch (InterruptedException end) {
            stopping.countDown();
        }
    }
}
