package org.recruitmentintake.forwarding.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.toSet;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.CLOSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.TURNED_BACK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import org.recruitmentintake.application.port.RelaySignal;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerUnavailableException;
import org.recruitmentintake.forwarding.message.CloudEventMessage;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Sends committed messages to the broker, on a thread of its own in each replica. A row leaves the outbox when the
 * broker has settled it as accepted, and not before. Rows are claimed only while there is a connection, so that
 * messages that wait for the broker to return can still be withdrawn.
 */
@ApplicationScoped
public class Relay implements RelaySignal, StartupCheck {

    // With the 5 s of being unready and the 9 s for requests that run (quarkus.shutdown), below 25 s.
    private static final Duration STOP_WAIT = Duration.ofSeconds(9);
    // Between two claims of a due row that is locked by another transaction.
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    private final Outbox outbox;
    private final BrokerClient broker;
    private final QueueAddresses addresses;
    private final RelayConfig config;
    private final Backoff reconnect;
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ForwardingLog log = new ForwardingLog(System::nanoTime);
    private final AnswerRecorder recorder;
    private final ClosedBranches closed;
    /** A claim that may have been made although no answer of the database arrived. */
    private UUID unconfirmedClaim;
    private int window = 1;
    private int failures;
    private Thread thread;

    public Relay(Outbox outbox, BrokerClient broker, QueueAddresses addresses, RelayConfig config) {
        this.outbox = outbox;
        this.broker = broker;
        this.addresses = addresses;
        this.config = config;
        recorder = new AnswerRecorder(outbox, addresses, config, log);
        reconnect = new Backoff(config.reconnectFirst(), config.reconnectLast());
        closed = new ClosedBranches(reconnect);
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
        if (signal.availablePermits() == 0) signal.release();
    }

    void start(@Observes StartupEvent started) {
        if (config.paused()) {
            log.paused();
            return;
        }
        thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Finishes the window that is under way; if a silent broker holds it up, its claim ends by time. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (thread == null) return;
        stopping.countDown();
        signal.release();
        thread.join(STOP_WAIT.toMillis());
        thread.interrupt();
        broker.disconnect();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                if (!broker.isConnected()) connect();
                if (!forwardWindow()) waitForWork();
                failures = 0;
            } catch (InterruptedException end) {
                return;
            } catch (BrokerUnavailableException unavailable) {
                pause();
            } catch (RuntimeException | Error failure) {
                log.failed(failure);
                pause();
            }
        }
    }

    private void connect() throws BrokerUnavailableException, InterruptedException {
        try {
            log.connected(broker.connect());
        } catch (BrokerUnavailableException unavailable) {
            log.notConnected(unavailable.getMessage());
            throw unavailable;
        }
        closed.clear();
        window = 1;
    }

    /** @return whether there was anything to send */
    private boolean forwardWindow() throws InterruptedException, BrokerUnavailableException {
        if (unconfirmedClaim != null) outbox.releaseExpired(unconfirmedClaim, config.hold());
        var claim = unconfirmedClaim = UUID.randomUUID();
        var claimedAt = System.nanoTime();
        var rows = outbox.claim(claim, window, config.hold(), closed.now());
        unconfirmedClaim = null;
        if (rows.isEmpty()) return false;
        // If this process was frozen for longer than its claim lasts, the rows are not its own any more.
        var left = config.hold().minusNanos(System.nanoTime() - claimedAt);
        if (left.compareTo(config.settlementTimeout()) < 0) return true;
        var messages = rows.stream().map(row -> CloudEventMessage.of(row, addresses.of(row.branch()))).toList();
        var answers = broker.send(messages, config.settlementTimeout());
        answers.values().forEach(ForwardingMetrics::countAttempt);
        messages.forEach(message -> log.answered(message.address(), message.id(), answers.get(message.id())));
        retry(() -> recorder.record(claim, rows, answers));
        adaptWindow(rows, answers);
        return true;
    }

    /** Adapts to what the answers say about the connection and the queues. */
    private void adaptWindow(List<ClaimedMessage> rows, Map<UUID, Answer> answers) throws BrokerUnavailableException {
        var outcomes = answers.values().stream().map(Answer::outcome).collect(toSet());
        // One at a time after trouble: a message that breaks a link is found alone, and little is sent twice.
        window = outcomes.contains(LOST) || outcomes.contains(TURNED_BACK) ? 1 : Math.min(2 * window, config.window());
        rows.stream().filter(row -> answers.get(row.id()).outcome() == ACCEPTED)
                .forEach(row -> closed.open(row.branch()));
        rows.stream().filter(row -> answers.get(row.id()).outcome() == CLOSED)
                .forEach(row -> closed.close(row.branch()));
        if (outcomes.contains(LOST)) {
            broker.disconnect();
            var code = answers.values().stream().filter(answer -> answer.outcome() == LOST).map(Answer::code)
                    .findFirst().orElseThrow();
            log.noAnswer(code);
            throw new BrokerUnavailableException(code);
        }
    }

    /** Writes to claimed rows change nothing when they are repeated, so they are repeated until they succeed. */
    private void retry(Runnable write) throws InterruptedException {
        var end = System.nanoTime() + config.hold().multipliedBy(5).toNanos();
        for (var times = 0;; times++) {
            try {
                write.run();
                log.recorded();
                return;
            } catch (RuntimeException failure) {
                log.notRecorded(failure);
                var pause = reconnect.halfOrMore(times).toMillis();
                if (System.nanoTime() - end > 0 || stopping.await(pause, MILLISECONDS)) throw failure;
            }
        }
    }

    private void waitForWork() throws InterruptedException {
        var untilDue = outbox.nextDue(closed.now()).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        var wait = Math.min(config.poll().toNanos(), Math.min(closed.untilNextTry(), untilDue));
        signal.tryAcquire(Math.max(wait, LEAST_WAIT.toNanos()), NANOSECONDS);
    }

    private void pause() {
        try {
            stopping.await(reconnect.halfOrMore(failures++).toMillis(), MILLISECONDS);
        } catch (InterruptedException end) {
            stopping.countDown();
        }
    }
}
