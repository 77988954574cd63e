package org.recruitmentintake.forwarding.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.stream.Collectors.groupingBy;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.CLOSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.REFUSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.TURNED_BACK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.DeliveryOutcome;

/** Writes the broker's answers to a window into the outbox. For one thread. */
final class AnswerRecorder {

    private final Outbox outbox;
    private final QueueAddresses addresses;
    private final RelayConfig config;
    private final ForwardingLog log;
    private final CountDownLatch stopping;
    private final Backoff retryPauses;
    private final Backoff writePauses;
    private final PoisonDetector poisonDetector = new PoisonDetector();

    AnswerRecorder(Outbox outbox, QueueAddresses addresses, RelayConfig config, ForwardingLog log,
            CountDownLatch stopping) {
        this.outbox = outbox;
        this.addresses = addresses;
        this.config = config;
        this.log = log;
        this.stopping = stopping;
        retryPauses = new Backoff(config.retryFirst(), config.retryLast());
        writePauses = new Backoff(config.reconnectFirst(), config.reconnectLast());
    }

    /**
     * Repeats a failed write until it succeeds, the relay stops, or the claim has long ended. A repeated write changes
     * nothing.
     */
    void record(Window window, Map<UUID, Answer> answers) throws InterruptedException {
        var rows = window.rows().stream().collect(groupingBy(row -> answers.get(row.id()).outcome()));
        // Once for all writes: the detector remembers what it was asked.
        var poison = holdsPoison(rows.getOrDefault(LOST, List.of()), rows.getOrDefault(ACCEPTED, List.of()));
        var end = System.nanoTime() + config.hold().multipliedBy(5).toNanos();
        for (var times = 0;; times++) {
            try {
                write(window.claim(), rows, answers, poison);
                return;
            } catch (RuntimeException failure) {
                log.reportFailedUpdate(failure);
                var pause = writePauses.equalJitter(times).toMillis();
                if (System.nanoTime() - end > 0 || stopping.await(pause, MILLISECONDS)) throw failure;
            }
        }
    }

    private boolean holdsPoison(List<OutboxMessage> lost, List<OutboxMessage> accepted) {
        accepted.forEach(row -> poisonDetector.noteAccepted(row.branch()));
        if (lost.size() != 1) return false;
        var message = lost.get(0);
        var besideOthers = accepted.stream().anyMatch(row -> row.branch().equals(message.branch()));
        return poisonDetector.isPoison(message.id(), message.branch(), besideOthers);
    }

    private void write(UUID claim, Map<DeliveryOutcome, List<OutboxMessage>> rows, Map<UUID, Answer> answers,
            boolean poison) {
        if (rows.containsKey(ACCEPTED)) recordAccepted(claim, rows.get(ACCEPTED));
        for (var row : rows.getOrDefault(REFUSED, List.of())) {
            recordRefused(claim, row, answers.get(row.id()).code());
        }
        if (rows.containsKey(TURNED_BACK)) outbox.release(claim, ids(rows.get(TURNED_BACK)), config.reconnectLast());
        if (rows.containsKey(CLOSED)) outbox.release(claim, ids(rows.get(CLOSED)), Duration.ZERO);
        if (rows.containsKey(LOST)) recordLost(claim, rows.get(LOST), poison);
        releaseNotices(claim, rows.entrySet().stream().filter(entry -> entry.getKey() != ACCEPTED)
                .flatMap(entry -> entry.getValue().stream()).toList());
    }

    /** If the case of a message is locked, the message is sent again after growing pauses, without delaying others. */
    private void recordAccepted(UUID claim, List<OutboxMessage> rows) {
        var sent = Set.copyOf(outbox.markSent(claim, ids(rows)));
        ForwardingMetrics.countForwarded(rows.stream()
                .filter(row -> row.kind() == MessageKind.ACCEPTED && sent.contains(row.id())).count());
        var notRecorded = rows.stream().filter(row -> !sent.contains(row.id())).toList();
        notRecorded.forEach(row -> recordRefused(claim, row, "sent-but-not-recorded"));
        releaseNotices(claim, notRecorded);
    }

    /** If a case was withdrawn while its message was under way, the notice waits for the answer. */
    private void releaseNotices(UUID claim, List<OutboxMessage> rows) {
        if (!rows.isEmpty()) outbox.releaseNotices(claim, rows.stream().map(OutboxMessage::application).toList());
    }

    private void recordLost(UUID claim, List<OutboxMessage> rows, boolean poison) {
        if (poison) recordRefused(claim, rows.get(0), "unanswered");
        else
            outbox.release(claim, ids(rows), rows.size() > 1 ? Duration.ZERO : config.reconnectLast());
    }

    private void recordRefused(UUID claim, OutboxMessage row, String code) {
        var attempts = row.attempts() + 1;
        if (attempts < config.maxAttempts()) {
            outbox.postpone(claim, row.id(), retryPauses.fullJitter(row.attempts()), code);
        } else if (outbox.markDead(claim, row.id(), code)) {
            log.reportDead(addresses.addressOf(row.branch()), row.id(), attempts, code);
        }
    }

    private static List<UUID> ids(List<OutboxMessage> rows) {
        return rows.stream().map(OutboxMessage::id).toList();
    }
}
