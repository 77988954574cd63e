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

/** A cause is logged when it changes, and again every five minutes while it lasts. */
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
        log.reportNoConnection("a:1 UnknownHostException");
        log.reportNoConnection("a:1 UnknownHostException");
        log.reportNoConnection("a:1 SSLHandshakeException");
        log.reportNoConnection("a:1 UnknownHostException");
        assertEquals(List.of(unavailable("UnknownHostException"), unavailable("SSLHandshakeException"),
                unavailable("UnknownHostException")), lines.lines());
    }

    @Test
    void lastingCauseIsLoggedEveryFiveMinutes() {
        for (var second = 0; second <= 900; second += 5) {
            nanoTime.set(Duration.ofSeconds(second).toNanos());
            log.reportPause();
            log.reportNoConnection("a:1 silent");
            log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        }
        assertEquals(4, lines.lines().stream().filter(line -> line.contains("The relay is paused")).count());
        assertEquals(4, lines.lines().stream().filter(unavailable("silent")::equals).count());
        assertEquals(4, lines.lines().stream().filter(line -> line.contains("takes no messages (no-credit)")).count());
        assertEquals(12, lines.lines().size());
    }

    @Test
    void eachAnswerNamesItsCode() {
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.TURNED_BACK, "released"));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "amqp:not-found"));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.REFUSED, "amqp:decode-error"));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.LOST, "unanswered"));
        log.reportNoAnswer("unanswered");
        assertEquals(List.of("WARN Address " + ADDRESS + " turned messages back (released). They are sent again.",
                "WARN Address " + ADDRESS + " takes no messages (amqp:not-found). They wait in the outbox.",
                "WARN Address " + ADDRESS + " refused message " + MESSAGE + " (amqp:decode-error).",
                "WARN The broker did not answer messages (unanswered). They are sent again."), lines.lines());
    }

    @Test
    void recoveryAndTheNextFailureAreLogged() {
        for (var round = 0; round < 2; round++) {
            log.reportNoConnection("a:1 silent");
            log.reportConnection(new BrokerHost("a", 1));
            log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
            log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
            log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
        }
        var round = List.of(unavailable("silent"), "INFO Connected to the broker a:1.",
                "WARN Address " + ADDRESS + " takes no messages (no-credit). They wait in the outbox.",
                "INFO Address " + ADDRESS + " takes messages again.");
        assertEquals(round, lines.lines().subList(0, 4));
        assertEquals(round, lines.lines().subList(4, 8));
        assertEquals(8, lines.lines().size());
    }

    @Test
    void endOfSilenceIsLogged() {
        log.reportNoAnswer("unanswered");
        log.reportConnection(new BrokerHost("a", 1));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
        assertEquals(List.of("WARN The broker did not answer messages (unanswered). They are sent again.",
                "INFO Connected to the broker a:1.", "INFO The broker answers messages again."), lines.lines());
    }

    @Test
    void endOfFailureIsLogged() {
        log.reportFailedUpdate(new IllegalStateException("SQLSTATE 08006"));
        log.reportSuccess();
        log.reportSuccess();
        log.reportFailure(new IllegalStateException("SQLSTATE 08006"));
        log.reportSuccess();
        assertEquals(List.of("WARN The relay cannot update the outbox and tries again. "
                + "java.lang.IllegalStateException: SQLSTATE 08006", "INFO The relay works again.",
                "ERROR The relay failed and tries again. java.lang.IllegalStateException: SQLSTATE 08006",
                "INFO The relay works again."), lines.lines());
    }

    @Test
    void eachAddressIsLoggedOnItsOwn() {
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        log.reportAnswer("recruitment.national-guard", MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        log.reportAnswer(ADDRESS, MESSAGE, answer(DeliveryOutcome.ACCEPTED, "accepted"));
        log.reportAnswer("recruitment.national-guard", MESSAGE, answer(DeliveryOutcome.CLOSED, "no-credit"));
        assertEquals(List.of("WARN Address " + ADDRESS + " takes no messages (no-credit). They wait in the outbox.",
                "WARN Address recruitment.national-guard takes no messages (no-credit). They wait in the outbox.",
                "INFO Address " + ADDRESS + " takes messages again."), lines.lines());
    }

    private static String unavailable(String cause) {
        return "WARN Broker unavailable (a:1 " + cause + "). Accepted applications wait in the outbox.";
    }

    private static Answer answer(DeliveryOutcome outcome, String code) { return new Answer(outcome, code); }
}
