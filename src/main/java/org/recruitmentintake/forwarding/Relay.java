package org.recruitmentintake.forwarding;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.recruitmentintake.forwarding.Broker.Outcome.ACCEPTED;
import static org.recruitmentintake.forwarding.Broker.Outcome.CLOSED;
import static org.recruitmentintake.forwarding.Broker.Outcome.LOST;
import static org.recruitmentintake.forwarding.Broker.Outcome.REFUSED;
import static org.recruitmentintake.forwarding.Broker.Outcome.TURNED_BACK;

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
import org.recruitmentintake.forwarding.Broker.Answer;
import org.recruitmentintake.forwarding.RelayConfig.ClosedAddresses;
import org.recruitmentintake.forwarding.RelayConfig.Pauses;
import org.recruitmentintake.forwarding.RelayConfig.Suspect;
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
    private final Broker broker;
    private final RelayConfig config;
    private final Pauses reconnect;
    private final Pauses retry;
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ClosedAddresses closed;
    private final Suspect suspect = new Suspect();
    /** A claim that may have been made without our hearing of it. */
    private UUID unheard;
    private int window = 1;
    private int failures;
    private Thread thread;

    public Relay(Outbox outbox, Broker broker, RelayConfig config) {
        this.outbox = outbox;
        this.broker = broker;
        this.config = config;
        reconnect = new Pauses(config.reconnectFirst(), config.reconnectLast());
        closed = new ClosedAddresses(reconnect);
        retry = new Pauses(config.retryFirst(), config.retryLast());
    }

    @Override
    public List<String> faults() {
        // A claim that ended while its window is under way would let another relay send the same messages.
        return config.hold().compareTo(config.settlementTimeout().multipliedBy(2)) >= 0 ? List.of()
                : List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout");
    }

    /** Wakes this relay. If it cannot send, the other replicas find the row at their next poll. */
    @Override
    public void ring() {
        if (bell.availablePermits() == 0) bell.release();
    }

    void start(@Observes StartupEvent started) {
        thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    /** Finishes the window that is under way; one that a silent broker holds up is left for its claim to end. */
    void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
        if (thread == null) return;
        stopping.countDown();
        bell.release();
        thread.join(STOP_WAIT.toMillis());
        thread.interrupt();
        broker.disconnect();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                if (!broker.connected()) connect();
                if (!forwardWindow()) waitForWork();
                failures = 0;
            } catch (InterruptedException end) {
                return;
            } catch (Broker.Away away) {
                if (failures == 0) LOG.warnf("the broker is away (%s); what is accepted waits", away.getMessage());
                pause();
            } catch (RuntimeException | Error failure) {
                if (failures == 0) LOG.error("the relay stumbled and goes on", failure);
                pause();
            }
        }
    }

    private void connect() throws Broker.Away, InterruptedException {
        broker.connect();
        closed.clear();
        window = 1;
        LOG.info("connected to the broker");
    }

    /** @return whether there was anything to send */
    private boolean forwardWindow() throws InterruptedException, Broker.Away {
        if (unheard != null) outbox.abandon(unheard, config.hold());
        var claim = unheard = UUID.randomUUID();
        var claimedAt = System.nanoTime();
        var rows = outbox.claim(claim, window, config.hold(), closed.now());
        unheard = null;
        if (rows.isEmpty()) return false;
        // A process that was frozen here for longer than its claim lasts has nothing to send any more.
        var left = config.hold().minusNanos(System.nanoTime() - claimedAt);
        if (left.compareTo(config.settlementTimeout()) < 0) return true;
        var answers = broker.send(rows, config.settlementTimeout());
        answers.values().forEach(answer -> Metrics
                .counter("intake.forwarding.attempts", "outcome", answer.outcome().name()).increment());
        insist(() -> record(claim, rows, answers));
        learn(rows, answers);
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
        suspect.othersTaken();
        var settled = Set.copyOf(outbox.settled(claim, ids(rows)));
        var left = rows.stream().filter(row -> row.kind() == Outbox.Kind.ACCEPTED && settled.contains(row.id()));
        Metrics.counter("intake.applications", "state", "FORWARDED").increment(left.count());
        rows.stream().filter(row -> !settled.contains(row.id()))
                .forEach(row -> refused(claim, row, "sent-but-not-recorded"));
    }

    private void lost(UUID claim, List<Outbox.Due> rows, boolean besideOthers) {
        if (rows.size() > 1) outbox.release(claim, ids(rows), Duration.ZERO);
        else if (suspect.lostAlone(rows.get(0).id(), besideOthers)) refused(claim, rows.get(0), "unanswered");
        else
            outbox.release(claim, ids(rows), config.reconnectLast());
    }

    private void refused(UUID claim, Outbox.Due row, String code) {
        var attempts = row.attempts() + 1;
        if (attempts < config.maxAttempts()) {
            outbox.postpone(claim, row.id(), retry.any(row.attempts()), code);
        } else if (outbox.bury(claim, row.id(), code)) {
            LOG.errorf("message %s to %s is dead after %d attempts (%s)", row.id(), row.address(), attempts, code);
        }
    }

    /** What the answers say about the way, not about the messages. */
    private void learn(List<Outbox.Due> rows, Map<UUID, Answer> answers) throws Broker.Away {
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
            throw new Broker.Away("unanswered");
        }
    }

    /** What is said about claimed rows changes nothing when it is said twice, so it is repeated until it is heard. */
    private void insist(Runnable saying) throws InterruptedException {
        var end = System.nanoTime() + config.hold().multipliedBy(5).toNanos();
        for (var times = 0;; times++) {
            try {
                saying.run();
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
