package org.recruitmentintake.forwarding.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerUnavailableException;
import org.recruitmentintake.forwarding.message.CloudEventMessage;

/**
 * The work of the relay's thread: connects, claims, sends, records. A row leaves the outbox when the broker has settled
 * it as accepted, and not before. Rows are claimed only while there is a connection, so that messages that wait for the
 * broker to return can still be withdrawn.
 */
final class RelayLoop {

    private final BrokerClient broker;
    private final QueueAddresses addresses;
    private final RelayConfig config;
    private final PreclaimedMessages preclaimed;
    private final Backoff reconnect;
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ForwardingLog log = new ForwardingLog(System::nanoTime);
    private final OutboxClaims claims;
    private final FlowControl flow;
    private final AnswerRecorder recorder;
    private int failures;

    RelayLoop(Outbox outbox, BrokerClient broker, QueueAddresses addresses, RelayConfig config,
            PreclaimedMessages preclaimed) {
        this.broker = broker;
        this.addresses = addresses;
        this.config = config;
        this.preclaimed = preclaimed;
        reconnect = new Backoff(config.reconnectFirst(), config.reconnectLast());
        var closed = new ClosedBranches(reconnect);
        claims = new OutboxClaims(outbox, config, closed);
        flow = new FlowControl(addresses, config, log, closed, preclaimed);
        recorder = new AnswerRecorder(outbox, addresses, config, log, stopping);
    }

    /** Wakes the thread because an unclaimed row was committed. */
    void wakeToClaim() {
        claims.wake();
        wake();
    }

    /** Wakes the thread because of messages in memory. */
    void wake() {
        if (signal.availablePermits() == 0) signal.release();
    }

    /** How many messages may be sent at once. */
    int window() { return flow.window(); }

    boolean isStopping() { return stopping.getCount() == 0; }

    void stop() {
        stopping.countDown();
        signal.release();
    }

    void stayPaused() {
        try {
            do
                log.reportPause();
            while (!stopping.await(config.poll().toMillis(), MILLISECONDS));
        } catch (InterruptedException end) {
            // The replica stops.
        }
    }

    void run() {
        while (!isStopping()) {
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

    private boolean forward(Window window) throws InterruptedException, BrokerUnavailableException {
        if (window.rows().isEmpty()) return false;
        var messages = flow.inOrder(window.rows())
                .map(row -> CloudEventMessage.of(row, addresses.addressOf(row.branch())))
                .toList();
        var answers = broker.send(messages, config.settlementTimeout(), preclaimed::releaseStuck);
        answers.values().forEach(ForwardingMetrics::countAttempt);
        messages.forEach(message -> log.reportAnswer(message.address(), message.id(), answers.get(message.id())));
        recorder.record(window, answers);
        var lost = flow.adapt(window.rows(), answers);
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
