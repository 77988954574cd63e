package org.recruitmentintake.forwarding;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.recruitmentintake.forwarding.Outcome.ACCEPTED;
import static org.recruitmentintake.forwarding.Outcome.CLOSED;
import static org.recruitmentintake.forwarding.Outcome.LOST;
import static org.recruitmentintake.forwarding.Outcome.REFUSED;
import static org.recruitmentintake.forwarding.Outcome.TURNED_BACK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.application.Outbox.Neighbours;
import org.recruitmentintake.privacy.RequiredSettings;

/**
 * Carries committed messages to the broker, on a thread of its own; one per replica, and any number of replicas. A row
 * leaves the outbox when the broker has settled it as accepted, and not before. Rows are claimed only while there is a
 * connection, so that what waits for the broker to return can still be withdrawn.
 */
@ApplicationScoped
public class Relay implements Doorbell, RequiredSettings.Part {

    private static final Logger LOG = Logger.getLogger(Relay.class);

    // With the 5 s of being unready and the 9 s for requests that run (quarkus.shutdown), below 25 s.
    private static final Duration STOP_WAIT = Duration.ofSeconds(9);
    // A row that is due and cannot be had is locked, by somebody's open transaction perhaps: looked at, not stared at.
    private static final Duration LEAST_WAIT = Duration.ofMillis(100);

    private final Outbox outbox;
    private final BrokerClient broker;
    private final Neighbours neighbours;
    private final RelayConfig config;
    private final Backoff reconnect;
    private final Backoff retryPauses;
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ClosedAddresses closed;
    private final PoisonDetector poisonDetector = new PoisonDetector();
    /** A claim that may have been made without our hearing of it. */
    private UUID unconfirmedClaim;
    private int window = 1;
    private int failures;
    private Thread thread;

    public Relay(Outbox outbox, BrokerClient broker, Neighbours neighbours, RelayConfig config) {
        this.outbox = outbox;
        this.broker = broker;
        this.neighbours = neighbours;
        this.config = config;
        reconnect = new Backoff(config.reconnectFirst(), config.reconnectLast());
        closed = new ClosedAddresses(reconnect);
        retryPauses = new Backoff(config.retryFirst(), config.retryLast());
    }

    @Override
    public List<String> faults() {
        // A claim that ended while its window is under way would let another relay send the same messages.
        return config.hold().compareTo(config.settlementTimeout().multipliedBy(2)) >= 0 ? List.of()
                : List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout");
    }

    /** Who cannot send passes it on. What is heard of others is not, or two that cannot would ring each other for ever. */
    @Override
    public void ring() {
        heard();
        if (!broker.isConnected()) neighbours.ring();
    }

    private void heard() {
        if (bell.availablePermits() == 0) bell.release();
    }

    void start(@Observes StartupEvent started) {
        thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
        neighbours.listen(this::heard);
    }

    /** Finishes the window that is under way; one that a silent broker holds up is left for its claim to end. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (thread == null) return;
        stopping.countDown();
        bell.release();
        thread.join(STOP_WAIT.toMillis());
        thread.interrupt();
        broker.disconnect();
        // What is left here is theirs now.
        neighbours.ring();
        neighbours.close();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                if (!broker.isConnected()) connect();
                if (!forwardWindow()) waitForWork();
                failures = 0;
            } catch (InterruptedException end) {
                return;
            } catch (BrokerUnavailableException away) {
                if (failures == 0) {
                    LOG.warnf("the broker is away (%s); what is accepted waits", away.getMessage());
                    neighbours.ring();
                }
                pause();
            } catch (RuntimeException | Error failure) {
                if (failures == 0) LOG.error("the relay stumbled and goes on", failure);
                pause();
            }
        }
    }

    private void connect() throws BrokerUnavailableException, InterruptedException {
        broker.connect();
        closed.clear();
        window = 1;
        LOG.info("connected to the broker");
    }

    /** @return whether there was anything to send */
    private boolean forwardWindow() throws InterruptedException, BrokerUnavailableException {
        if (unconfirmedClaim != null) outbox.abandon(unconfirmedClaim, config.hold());
        var claim = unconfirmedClaim = UUID.randomUUID();
        var claimedAt = System.nanoTime();
        var rows = outbox.claim(claim, window, config.hold(), closed.now());
        unconfirmedClaim = null;
        if (rows.isEmpty()) return false;
        // A process that was frozen here for longer than its claim lasts has nothing to send any more.
        var left = config.hold().minusNanos(System.nanoTime() - claimedAt);
        if (left.compareTo(config.settlementTimeout()) < 0) return true;
        var answers = broker.send(rows, config.settlementTimeout());
        answers.values().forEach(answer -> Metrics
                .counter("intake.forwarding.attempts", "outcome", answer.outcome().name()).increment());
        retry(() -> record(claim, rows, answers));
        adaptWindow(rows, answers);
        return true;
    }

    private void record(UUID claim, List<Outbox.Due> rows, Map<UUID, Answer> answers) {
        var by = rows.stream().collect(groupingBy(row -> answers.get(row.id()).outcome()));
        if (by.containsKey(ACCEPTED)) accepted(claim, by.get(ACCEPTED));
        for (var row : by.getOrDefault(REFUSED, List.of())) {
            refused(claim, row, answers.get(row.id()).code());
        }
        if (by.containsKey(TURNED_BACK)) outbox.release(claim, ids(by.get(TURNED_BACK)), config.reconnectLast());
        if (by.containsKey(CLOSED)) outbox.release(claim, ids(by.get(CLOSED)), Duration.ZERO);
        if (by.containsKey(LOST)) lost(claim, by.get(LOST), by.containsKey(ACCEPTED));
    }

    /** A case that somebody keeps locked does not hold up the others: its message goes out again, later and later. */
    private void accepted(UUID claim, List<Outbox.Due> rows) {
        poisonDetector.othersAccepted();
        var settled = Set.copyOf(outbox.settled(claim, ids(rows)));
        var left = rows.stream().filter(row -> row.kind() == Outbox.Kind.ACCEPTED && settled.contains(row.id()));
        Metrics.counter("intake.applications", "state", "FORWARDED").increment(left.count());
        rows.stream().filter(row -> !settled.contains(row.id()))
                .forEach(row -> refused(claim, row, "sent-but-not-recorded"));
    }

    private void lost(UUID claim, List<Outbox.Due> rows, boolean besideOthers) {
        if (rows.size() > 1) outbox.release(claim, ids(rows), Duration.ZERO);
        else if (poisonDetector.isPoison(rows.get(0).id(), besideOthers)) refused(claim, rows.get(0), "unanswered");
        else
            outbox.release(claim, ids(rows), config.reconnectLast());
    }

    private void refused(UUID claim, Outbox.Due row, String code) {
        var attempts = row.attempts() + 1;
        if (attempts < config.maxAttempts()) {
            outbox.postpone(claim, row.id(), retryPauses.any(row.attempts()), code);
        } else if (outbox.bury(claim, row.id(), code)) {
            LOG.errorf("message %s to %s is dead after %d attempts (%s)", row.id(), row.address(), attempts, code);
        }
    }

    /** What the answers say about the way, not about the messages. */
    private void adaptWindow(List<Outbox.Due> rows, Map<UUID, Answer> answers) throws BrokerUnavailableException {
        var outcomes = answers.values().stream().map(Answer::outcome).collect(toSet());
        // Carefully after trouble, so that what breaks a link is found out alone, and little is sent twice.
        window = outcomes.contains(LOST) || outcomes.contains(TURNED_BACK) ? 1 : Math.min(2 * window, config.window());
        rows.stream().filter(row -> answers.get(row.id()).outcome() == ACCEPTED)
                .forEach(row -> closed.open(row.address()));
        rows.stream().filter(row -> answers.get(row.id()).outcome() == CLOSED)
                .filter(row -> closed.close(row.address())).forEach(row -> LOG
                        .warnf("%s takes nothing at present (%s)", row.address(), answers.get(row.id()).code()));
        if (outcomes.contains(LOST)) {
            broker.disconnect();
            throw new BrokerUnavailableException("unanswered");
        }
    }

    /** What is said about claimed rows changes nothing when it is said twice, so it is repeated until it is heard. */
    private void retry(Runnable write) throws InterruptedException {
        var end = System.nanoTime() + config.hold().multipliedBy(5).toNanos();
        for (var times = 0;; times++) {
            try {
                write.run();
                return;
            } catch (RuntimeException failure) {
                if (times == 0) LOG.warn("what the broker answered is not recorded yet", failure);
                var pause = reconnect.halfOrMore(times).toMillis();
                if (System.nanoTime() - end > 0 || stopping.await(pause, MILLISECONDS)) throw failure;
            }
        }
    }

    private void waitForWork() throws InterruptedException {
        var untilDue = outbox.nextDue(closed.now()).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        var wait = Math.min(config.poll().toNanos(), Math.min(closed.untilNextTry(), untilDue));
        bell.tryAcquire(Math.max(wait, LEAST_WAIT.toNanos()), NANOSECONDS);
    }

    private void pause() {
        try {
            stopping.await(reconnect.halfOrMore(failures++).toMillis(), MILLISECONDS);
        } catch (InterruptedException end) {
            stopping.countDown();
        }
    }

    private static List<UUID> ids(List<Outbox.Due> rows) {
        return rows.stream().map(Outbox.Due::id).toList();
    }
}
