package org.recruitmentintake.forwarding.relay;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.CLOSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.TURNED_BACK;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.application.port.QueueAddresses;
import org.recruitmentintake.forwarding.broker.Answer;

/**
 * Decides by the broker's answers how many messages are sent at once, and to which branches. For one thread, except
 * {@link #window()}.
 */
final class FlowControl {

    private final QueueAddresses addresses;
    private final RelayConfig config;
    private final ForwardingLog log;
    private final ClosedBranches closed;
    private final PreclaimedMessages preclaimed;
    private final SilentBranches silentBranches = new SilentBranches();
    private volatile int window = 1;

    FlowControl(QueueAddresses addresses, RelayConfig config, ForwardingLog log, ClosedBranches closed,
            PreclaimedMessages preclaimed) {
        this.addresses = addresses;
        this.config = config;
        this.log = log;
        this.closed = closed;
        this.preclaimed = preclaimed;
    }

    /** How many messages may be sent at once. */
    int window() { return window; }

    /** Begins with one message on a new connection. */
    void restart() {
        window = 1;
        // Sends to the other branches first: else the older messages of a silent branch would be tried one by one.
        silentBranches.suspect().ifPresent(branch -> closed.close(branch, config.reconnectFirst()));
    }

    /** The messages in the order of sending: silent branches last, since RabbitMQ 3.10 answers nothing after them. */
    Stream<OutboxMessage> inOrder(List<OutboxMessage> rows) {
        return rows.stream().sorted(comparing(row -> silentBranches.isKnown(row.branch())));
    }

    /**
     * Adapts to the answers to a window.
     *
     * @return the code of a lost message, after which a new connection is needed; empty if each message was answered
     */
    Optional<String> adapt(List<OutboxMessage> rows, Map<UUID, Answer> answers) {
        var branches = rows.stream().collect(groupingBy(row -> answers.get(row.id()).outcome(),
                mapping(OutboxMessage::branch, toSet())));
        // One at a time after trouble: a message that breaks a link is found alone, and little is sent twice.
        window = branches.containsKey(LOST) || branches.containsKey(TURNED_BACK) ? 1
                : Math.min(2 * window, config.window());
        branches.getOrDefault(ACCEPTED, Set.of()).forEach(branch -> {
            closed.open(branch);
            preclaimed.open(branch);
        });
        branches.getOrDefault(CLOSED, Set.of()).forEach(closed::close);
        var silent = silentBranches.detect(rows, answers);
        // Each try holds up the others for the time-out, so they get three times as long between two tries.
        silent.forEach(branch -> closed.close(branch, config.settlementTimeout().multipliedBy(3)));
        branches.forEach((outcome, names) -> {
            if (outcome != ACCEPTED) names.forEach(preclaimed::close);
        });
        var lost = answers.values().stream().filter(answer -> answer.outcome() == LOST).map(Answer::code).findFirst();
        if (silent.isEmpty()) lost.ifPresent(log::reportNoAnswer);
        silent.forEach(branch -> log.reportClosed(addresses.addressOf(branch), SilentBranches.UNANSWERED));
        return lost;
    }
}
