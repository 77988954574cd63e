package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.LogLines;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerHost;
import org.recruitmentintake.forwarding.broker.DeliveryOutcome;

/** The log says what is wrong now: when the cause changes, and again every five minutes. */
class ForwardingLogTest {

    private static final String ADDRESS = "recruitment.ground-forces";
    private static final UUID MESSAGE = new UUID(0, 1);

    private final AtomicLong nanoTime = new AtomicLong();
    private final ForwardingLog log = new ForwardingLog(nanoTime::get);
    private final LogLines lines = new LogLines(ForwardingLog.class);

    @AfterEach
    void close() { lines.close(); }

    @Test
    void causeIsLoggedOnceUntilItChanges() {
        log.notConnected("a:1 UnknownHostException");
        log.notConnected("a:1 UnknownHostException");
        log.notConnected("a:1 SSLHandshakeException");
        log.notConnected("a:1 UnknownHostException");
        assertEquals(List.of(unavailable("UnknownHostException"), unavailable("SSLHandshakeException"),
                unavailable("UnknownHostException")), lines.lines());
    }

    @Test
    void lastingCauseIsLoggedEveryFiveMinutes() {
        for (var second = 0; second <= 900; second += 5) {
            nanoTime.set(Duration.ofSeconds(second).toNanos());
            log.notConnected("a:1 silent");
            log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        }
        assertEquals(4, lines.lines().stream().filter(unavailable("silent")::equals).count());
        assertEquals(4, lines.lines().stream().filter(line -> line.contains("takes no messages (no-credit)")).count());
    }

    @Test
    void eachAnswerNamesItsCode() {
        log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.TURNED_BACK, "released"));
        log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "amqp:not-found"));
        log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.REFUSED, "amqp:decode-error"));
        log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.LOST, "unanswered"));
        log.noAnswer("unanswered");
        assertEquals(List.of("WARN Address " + ADDRESS + " turned messages back (released). They are sent again.",
                "WARN Address " + ADDRESS + " takes no messages (amqp:not-found). They wait in the outbox.",
                "WARN Address " + ADDRESS + " refused message " + MESSAGE + " (amqp:decode-error).",
                "WARN Broker gave no answer (unanswered). Its messages are sent again."), lines.lines());
    }

    @Test
    void endOfTroubleIsLoggedAndItsReturnIsNews() {
        for (var round = 0; round < 2; round++) {
            log.notConnected("a:1 silent");
            log.connected(new BrokerHost("a", 1));
            log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
            log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
            log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
        }
        var round = List.of(unavailable("silent"), "INFO Connected to the broker a:1.",
                "WARN Address " + ADDRESS + " takes no messages (no-credit). They wait in the outbox.",
                "INFO Address " + ADDRESS + " takes messages again.");
        assertEquals(round, lines.lines().subList(0, 4));
        assertEquals(round, lines.lines().subList(4, 8));
        assertEquals(8, lines.lines().size());
    }

    @Test
    void addressesAreToldApart() {
        log.answered(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        log.answered("recruitment.national-guard", MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        assertEquals(2, lines.lines().size());
    }

    private static String unavailable(String cause) {
        return "WARN Broker unavailable (a:1 " + cause + "). Accepted applications wait in the outbox.";
    }

    private static Answer answer(DeliveryOutcome outcome, String code) { return new Answer(outcome, code); }
}
