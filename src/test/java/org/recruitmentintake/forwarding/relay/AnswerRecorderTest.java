package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.REFUSED;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxMessage;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.DeliveryOutcome;

/** What becomes of a row by the broker's answer to its message. The outbox here is not a real one. */
class AnswerRecorderTest {

    private static final UUID CLAIM = UUID.randomUUID();

    private final OutboxMessage message = message(0);
    private final OutboxMessage other = message(0);
    /** The calls of the outbox, with the code if there is one. */
    private final List<String> calls = new ArrayList<>();
    private List<UUID> markedSent = List.of();
    private int failingCalls;

    @Test
    void acceptedMessageThatIsNotMarkedSentIsSentAgainLater() throws Exception {
        markedSent = List.of(other.id());
        recorder().record(new Window(CLAIM, List.of(message, other)),
                Map.of(message.id(), answer(ACCEPTED), other.id(), answer(ACCEPTED)));
        assertEquals(List.of("markSent", "postpone sent-but-not-recorded", "releaseNotices"), calls);
    }

    @Test
    void eighthRefusalMakesAMessageDead() throws Exception {
        record(recorder(), message(6), REFUSED);
        assertEquals(List.of("postpone code", "releaseNotices"), calls);
        calls.clear();
        record(recorder(), message(7), REFUSED);
        assertEquals(List.of("markDead code", "releaseNotices"), calls);
    }

    @Test
    void repeatedLossCountsIfOthersAreAcceptedInBetween() throws Exception {
        var recorder = recorder();
        record(recorder, message, LOST);
        record(recorder, message, LOST);
        assertEquals(List.of("release", "releaseNotices", "release", "releaseNotices"), calls, "the queue is silent");

        markedSent = List.of(other.id());
        record(recorder, other, ACCEPTED);
        calls.clear();
        record(recorder, message, LOST);
        assertEquals(List.of("postpone unanswered", "releaseNotices"), calls);
    }

    @Test
    void lossCountsIfAnotherOfItsWindowIsAccepted() throws Exception {
        markedSent = List.of(other.id());
        recorder().record(new Window(CLAIM, List.of(message, other)),
                Map.of(message.id(), answer(LOST), other.id(), answer(ACCEPTED)));
        assertEquals(List.of("markSent", "postpone unanswered", "releaseNotices"), calls);
    }

    @Test
    void repeatedWriteRecordsTheSame() throws Exception {
        var recorder = recorder();
        record(recorder, message, LOST);
        markedSent = List.of(other.id());
        record(recorder, other, ACCEPTED);
        calls.clear();
        failingCalls = 1;
        record(recorder, message, LOST);
        assertEquals(List.of("postpone unanswered", "postpone unanswered", "releaseNotices"), calls);
    }

    private static void record(AnswerRecorder recorder, OutboxMessage message, DeliveryOutcome outcome)
            throws InterruptedException {
        recorder.record(new Window(CLAIM, List.of(message)), Map.of(message.id(), answer(outcome)));
    }

    private AnswerRecorder recorder() {
        var outbox = (Outbox) Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> {
                    var last = arguments[arguments.length - 1];
                    calls.add(method.getName() + (last instanceof String code ? " " + code : ""));
                    if (failingCalls-- > 0) throw new IllegalStateException("away");
                    return switch (method.getName()) {
                        case "markSent" -> markedSent;
                        case "markDead" -> true;
                        default -> null;
                    };
                });
        return new AnswerRecorder(outbox, branch -> branch, Running.config(RelayConfig.class,
                Map.of("intake.relay.reconnect-first", "1MS")),
                new ForwardingLog(System::nanoTime), new CountDownLatch(1));
    }

    private static Answer answer(DeliveryOutcome outcome) { return new Answer(outcome, "code"); }

    private static OutboxMessage message(int attempts) {
        return new OutboxMessage(UUID.randomUUID(), UUID.randomUUID(), MessageKind.ACCEPTED, "GROUND_FORCES",
                new byte[0], Instant.EPOCH, attempts);
    }
}
