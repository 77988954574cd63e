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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.application.Outbox.Doorbell;
import org.recruitmentintake.forwarding.Broker.Answer;
import org.recruitmentintake.privacy.RequiredSettings;
import sun.misc.Signal;

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
    private final Semaphore bell = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<String, ClosedAddress> closed = new HashMap<>();
    private int window = 1;
    private int failures;
    private Thread thread;

    private record ClosedAddress(long triedAgainAt, int times) {}

    public Relay(Outbox outbox, Broker broker, RelayConfig config) {
        this.outbox = outbox;
        this.broker = broker;
        this.config = config;
    }

    @Override
    public List<String> faults() {
        // A claim that ended while its window is under way would let another relay send the same messages.
        return config.hold().compareTo(config.settlementTimeout().multipliedBy(2)) >= 0 ? List.of()
                : List.of("intake.relay.hold is shorter than twice intake.relay.settlement-timeout");
    }

    @Override
    public void ring() {
        if (bell.availablePermits() == 0) bell.release();
    }

    /** Who is stopped as asked has stopped well: with 0, not with the 143 that a JVM ends with. */
    void listen(@Observes StartupEvent started) {
        if (LaunchMode.current() == LaunchMode.NORMAL) Signal.handle(new Signal("TERM"), asked -> Quarkus.asyncExit(0));
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
        var claim = UUID.randomUUID();
        var claimedAt = System.nanoTime();
        var rows = outbox.claim(claim, window, config.hold(), stillClosed());
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
        var accepted = ids(by.get(ACCEPTED));
        if (!accepted.isEmpty()) outbox.settled(claim, accepted);
        for (var row : by.getOrDefault(REFUSED, List.of())) {
            refused(claim, row, answers.get(row.id()).code());
        }
        var turnedBack = ids(by.get(TURNED_BACK));
        if (!turnedBack.isEmpty()) outbox.release(claim, turnedBack, config.reconnectLast());
        var untouched = Stream.of(CLOSED, LOST).flatMap(outcome -> ids(by.get(outcome)).stream()).toList();
        if (!untouched.isEmpty()) outbox.release(claim, untouched, Duration.ZERO);
    }

    private void refused(UUID claim, Outbox.Due row, String code) {
        var attempts = row.attempts() + 1;
        if (attempts < config.maxAttempts()) {
            outbox.postpone(claim, row.id(), jittered(row.attempts()), code);
        } else {
            outbox.bury(claim, row.id(), code);
            LOG.errorf("message %s to %s is dead: the broker refused it %d times (%s)", row.id(), row.address(),
                    attempts, code);
        }
    }

    /** What the answers say about the way, not about the messages. */
    private void learn(List<Outbox.Due> rows, Map<UUID, Answer> answers) throws Broker.Away {
        var outcomes = answers.values().stream().map(Answer::outcome).collect(toSet());
        // Carefully after trouble, so that what breaks a link is found out alone, and little is sent twice.
        window = outcomes.contains(LOST) || outcomes.contains(TURNED_BACK) ? 1 : Math.min(2 * window, config.window());
        rows.stream().filter(row -> answers.get(row.id()).outcome() == ACCEPTED)
                .forEach(row -> closed.remove(row.address()));
        rows.stream().filter(row -> answers.get(row.id()).outcome() == CLOSED)
                .forEach(row -> close(row.address(), answers.get(row.id()).code()));
        if (outcomes.contains(LOST)) {
            broker.disconnect();
            throw new Broker.Away("unanswered");
        }
    }

    private void close(String address, String code) {
        var known = closed.get(address);
        // Once a window, however many rows it had for the address.
        if (known != null && known.triedAgainAt - System.nanoTime() > 0) return;
        var times = known == null ? 0 : known.times + 1;
        if (times == 0) LOG.warnf("%s takes nothing at present (%s)", address, code);
        closed.put(address, new ClosedAddress(System.nanoTime() + pauseAfter(times).toNanos(), times));
    }

    private List<String> stillClosed() {
        var now = System.nanoTime();
        return closed.entrySet().stream().filter(entry -> entry.getValue().triedAgainAt - now > 0)
                .map(Map.Entry::getKey).toList();
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
                var pause = pauseAfter(times).toMillis();
                if (System.nanoTime() - end > 0 || stopping.await(pause, MILLISECONDS)) throw failure;
            }
        }
    }

    private void waitForWork() throws InterruptedException {
        var untilOpen = closed.values().stream().mapToLong(address -> address.triedAgainAt - System.nanoTime())
                .filter(left -> left > 0).min().orElse(Long.MAX_VALUE);
        var untilDue = outbox.nextDue(stillClosed()).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        var wait = Math.min(config.poll().toNanos(), Math.min(untilOpen, untilDue));
        bell.tryAcquire(Math.max(wait, LEAST_WAIT.toNanos()), NANOSECONDS);
    }

    private void pause() {
        try {
            stopping.await(pauseAfter(failures++).toMillis(), MILLISECONDS);
        } catch (InterruptedException end) {
            stopping.countDown();
        }
    }

    /** Doubled each time, and never the same for two replicas that lost the broker together. */
    private Duration pauseAfter(int times) {
        var pause = doubled(config.reconnectFirst(), times, config.reconnectLast());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
    }

    /** Full jitter: rows that were refused together do not come back together. */
    private Duration jittered(int attempts) {
        var pause = doubled(config.retryFirst(), attempts, config.retryLast());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(pause + 1));
    }

    private static long doubled(Duration first, int times, Duration last) {
        return Math.min(first.toMillis() << Math.min(times, 20), last.toMillis());
    }

    private static List<UUID> ids(List<Outbox.Due> rows) {
        return rows == null ? List.of() : rows.stream().map(Outbox.Due::id).toList();
    }
}
