package org.recruitmentintake.forwarding.relay;

import static java.util.Comparator.comparing;
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
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerClient;
import org.recruitmentintake.forwarding.broker.BrokerUnavailableException;
import org.recruitmentintake.forwarding.message.CloudEventMessage;
import org.recruitmentintake.privacy.keys.StartupCheck;

/**
 * Sends committed messages to the broker, on a thread of its own in each replica. A row leaves the outbox when the
 * broker has settled it as accepted, and not before. Rows are claimed only while there is a connection, so that
 * messages that wait for the broker to return can still be withdrawn. What this replica takes in is claimed when it is
 * written and sent from memory (decision 15); all other rows are claimed here.
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
    private final AnswerRecorder recorder;
    private final ClosedBranches closed;
    private final SilentBranches silentBranches = new SilentBranches();
    private final PreclaimedMessages preclaimed;
    private final OutboxClaims claims;
    private volatile int window = 1;
    private int failures;
    private Thread thread;

    public Relay(Outbox outbox, BrokerClient broker, QueueAddresses addresses, RelayConfig config) {
        this.broker = broker;
        this.addresses = addresses;
        this.config = config;
        recorder = new AnswerRecorder(outbox, addresses, config, log);
        reconnect = new Backoff(config.reconnectFirst(), config.reconnectLast());
        closed = new ClosedBranches(reconnect);
        claims = new OutboxClaims(outbox, config, closed);
        preclaimed = new PreclaimedMessages(outbox, config);
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
            if (preclaimed.isNews(window)) signal();
            return;
        }
        preclaimed.setAside(claim, message);
        try {
            // Here, since the relay may be waiting for a broker that is away.
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

    /** Finishes the window that is under way; if a silent broker holds it up, its claim ends by time. */
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

    /** What waits in memory can be sent by another replica. A row that cannot be released now is released later. */
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
        window = 1;
        // Others first: older messages of a silent branch would be tried one by one before them.
        silentBranches.suspect().ifPresent(branch -> closed.close(branch, config.reconnectFirst()));
    }

    /**
     * One window from the outbox and one from memory, so that neither waits for the other.
     *
     * @return whether there was anything to send
     */
    private boolean forwardWindows() throws InterruptedException, BrokerUnavailableException {
        preclaimed.releaseUnsent();
        var claimed = forward(claims.claim(window));
        return forward(preclaimed.take(window)) || claimed;
    }

    private boolean forward(Window sent) throws InterruptedException, BrokerUnavailableException {
        // Last, since RabbitMQ 3.10 answers nothing after them.
        var rows = sent.rows().stream().sorted(comparing(row -> silentBranches.isKnown(row.branch()))).toList();
        if (rows.isEmpty()) return false;
        var messages = rows.stream().map(row -> CloudEventMessage.of(row, addresses.of(row.branch()))).toList();
        var answers = broker.send(messages, config.settlementTimeout(), preclaimed::releaseStuck);
        answers.values().forEach(ForwardingMetrics::countAttempt);
        messages.forEach(message -> log.reportAnswer(message.address(), message.id(), answers.get(message.id())));
        retry(() -> recorder.record(sent, answers));
        adaptWindow(rows, answers);
        return true;
    }

    /** Adapts to what the answers say about the connection and the queues. */
    private void adaptWindow(List<ClaimedMessage> rows, Map<UUID, Answer> answers) throws BrokerUnavailableException {
        var outcomes = answers.values().stream().map(Answer::outcome).collect(toSet());
        // One at a time after trouble: a message that breaks a link is found alone, and little is sent twice.
        window = outcomes.contains(LOST) || outcomes.contains(TURNED_BACK) ? 1 : Math.min(2 * window, config.window());
        rows.stream().filter(row -> answers.get(row.id()).outcome() == ACCEPTED).forEach(row -> {
            closed.open(row.branch());
            preclaimed.open(row.branch());
        });
        var silent = silentBranches.in(rows, answers);
        rows.stream().filter(row -> answers.get(row.id()).outcome() == CLOSED)
                .forEach(row -> closed.close(row.branch()));
        // Each try holds up the others for the time-out, so they get three times as long between two tries.
        silent.forEach(branch -> closed.close(branch, config.settlementTimeout().multipliedBy(3)));
        rows.stream().filter(row -> answers.get(row.id()).outcome() != ACCEPTED)
                .forEach(row -> preclaimed.close(row.branch()));
        if (outcomes.contains(LOST)) {
            broker.disconnect();
            var code = answers.values().stream().filter(answer -> answer.outcome() == LOST).map(Answer::code)
                    .findFirst().orElseThrow();
            if (silent.isEmpty()) log.reportNoAnswer(code);
            silent.forEach(branch -> log.reportSilence(addresses.of(branch)));
            throw new BrokerUnavailableException(code);
        }
    }

    /** Writes to claimed rows change nothing when they are repeated, so they are repeated until they succeed. */
    private void retry(Runnable write) throws InterruptedException {
        var end = System.nanoTime() + config.hold().multipliedBy(5).toNanos();
        for (var times = 0;; times++) {
            try {
                write.run();
                return;
            } catch (RuntimeException failure) {
                log.reportFailedUpdate(failure);
                var pause = reconnect.halfOrMore(times).toMillis();
                if (System.nanoTime() - end > 0 || stopping.await(pause, MILLISECONDS)) throw failure;
            }
        }
    }

    private void waitForWork() throws InterruptedException {
        var wait = Math.min(claims.untilDue(), preclaimed.untilDue(window));
        signal.tryAcquire(Math.max(0, wait), NANOSECONDS);
    }

    private void pause() {
        try {
            stopping.await(reconnect.halfOrMore(failures++).toMillis(), MILLISECONDS);
        } catch (InterruptedException end) {
            stopping.countDown();
        }
    }
}
