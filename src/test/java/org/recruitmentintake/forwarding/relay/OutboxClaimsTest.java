package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.application.port.MessageKind;
import org.recruitmentintake.application.port.Outbox;
import org.recruitmentintake.application.port.OutboxMessage;

/** A claim whose rows may belong to another relay by now is not sent. The outbox here is not a real one. */
class OutboxClaimsTest {

    private static final OutboxMessage MESSAGE = new OutboxMessage(UUID.randomUUID(), UUID.randomUUID(),
            MessageKind.ACCEPTED, "GROUND_FORCES", new byte[0], Instant.EPOCH, 0);

    /** The calls of the outbox, each with its claim. */
    private final List<String> calls = new ArrayList<>();
    private boolean isAnswerLost;

    @Test
    void rowsAreSentWhileTheirHoldLasts() {
        assertEquals(List.of(MESSAGE), claims(Map.of()).claim(8).rows());
    }

    /** As if the process had been frozen in the claim: less than the settlement time-out is left of the hold. */
    @Test
    void rowsAreNotSentIfTheirHoldMayEndBeforeTheirAnswers() {
        var claims = claims(Map.of("intake.relay.hold", "9S", "intake.relay.settlement-timeout", "10S"));
        assertEquals(List.of(), claims.claim(8).rows());
    }

    @Test
    void claimWithALostAnswerIsReleasedBeforeTheNextOne() {
        var claims = claims(Map.of());
        isAnswerLost = true;
        assertThrows(IllegalStateException.class, () -> claims.claim(8));
        isAnswerLost = false;
        claims.wake();
        var next = claims.claim(8).claim();
        var lost = calls.get(0).split(" ")[1];
        assertNotEquals(lost, next.toString());
        assertEquals(List.of("claim " + lost, "releaseUnconfirmed " + lost, "claim " + next), calls);

        claims.wake();
        claims.claim(8);
        assertEquals(4, calls.size(), "the lost claim is released once: " + calls);
    }

    private OutboxClaims claims(Map<String, String> settings) {
        var outbox = (Outbox) Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + " " + arguments[0]);
                    if (isAnswerLost) throw new IllegalStateException("SQLSTATE 08006");
                    return method.getName().equals("claim") ? List.of(MESSAGE) : null;
                });
        return new OutboxClaims(outbox, Running.config(RelayConfig.class, settings),
                new ClosedBranches(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1))));
    }
}
