package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.CLOSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.REFUSED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.DeliveryOutcome;

/** The size and the order of the next window follow from the answers to the last ones. No relay runs here. */
class FlowControlTest {

    private static final Answer ANSWERED = new Answer(ACCEPTED, "accepted");
    private static final Answer UNANSWERED = new Answer(LOST, SilentBranches.UNANSWERED);

    private final RelayConfig config = Running.config(RelayConfig.class, Map.of());
    private final ClosedBranches closed = new ClosedBranches(new Backoff(Duration.ofHours(1), Duration.ofHours(1)));
    private final FlowControl flow = new FlowControl(branch -> branch, config, new ForwardingLog(System::nanoTime),
            closed, new PreclaimedMessages(null, config, System::nanoTime));
    private final OutboxMessage silent = message("NATIONAL_GUARD");
    private final OutboxMessage other = message("GROUND_FORCES");

    @Test
    void windowDoublesUpToItsMaximum() {
        for (var expected : List.of(1, 2, 4, 8, 16, 32, 64, 64)) {
            assertEquals(expected, flow.window());
            flow.adapt(List.of(other), Map.of(other.id(), ANSWERED));
        }
        flow.restart();
        assertEquals(1, flow.window(), "a new connection begins with one message");
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED, 4", "REFUSED, 4", "CLOSED, 4", "TURNED_BACK, 1", "LOST, 1"})
    void windowIsOneAfterALostOrReturnedMessage(DeliveryOutcome outcome, int window) {
        flow.adapt(List.of(other), Map.of(other.id(), ANSWERED));
        flow.adapt(List.of(other, silent), Map.of(other.id(), ANSWERED, silent.id(), new Answer(outcome, "code")));
        assertEquals(window, flow.window());
    }

    /** Some brokers answer nothing after a message that they do not answer. */
    @Test
    void messagesOfASilentBranchAreSentLast() {
        assertEquals(List.of(silent, other), flow.inOrder(List.of(silent, other)).toList());
        var answers = Map.of(silent.id(), UNANSWERED, other.id(), ANSWERED);
        assertEquals(Optional.of("unanswered"), flow.adapt(List.of(silent, other), answers));
        assertEquals(List.of("NATIONAL_GUARD"), closed.names());
        assertEquals(List.of(other, silent), flow.inOrder(List.of(silent, other)).toList());

        flow.adapt(List.of(silent), Map.of(silent.id(), ANSWERED));
        assertEquals(List.of(), closed.names());
        assertEquals(List.of(silent, other), flow.inOrder(List.of(silent, other)).toList());
    }

    @Test
    void branchIsNotSilentIfNoOtherIsAccepted() {
        flow.adapt(List.of(silent), Map.of(silent.id(), UNANSWERED));
        assertEquals(List.of(), closed.names());
        flow.adapt(List.of(silent, other), Map.of(silent.id(), UNANSWERED, other.id(), UNANSWERED));
        assertEquals(List.of(), closed.names());
        assertEquals(List.of(silent, other), flow.inOrder(List.of(silent, other)).toList());
    }

    @Test
    void refusedAddressClosesItsBranchAndARefusedMessageDoesNot() {
        flow.adapt(List.of(silent, other), Map.of(silent.id(), new Answer(CLOSED, "amqp:not-found"),
                other.id(), new Answer(REFUSED, "amqp:decode-error")));
        assertEquals(List.of("NATIONAL_GUARD"), closed.names());
    }

    private static OutboxMessage message(String branch) {
        return new OutboxMessage(UUID.randomUUID(), UUID.randomUUID(), MessageKind.ACCEPTED, branch, new byte[0],
                Instant.EPOCH, 0);
    }
}
