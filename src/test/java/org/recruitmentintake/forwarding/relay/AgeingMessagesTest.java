package org.recruitmentintake.forwarding.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.recruitmentintake.store.OwnDatabase;

/** A message that waits in memory may become too old to be sent from there at any moment. No relay runs here. */
class AgeingMessagesTest {

    @Test
    void messageThatAgesDuringACallIsSentOrReleased() throws Exception {
        var database = new OwnDatabase();
        try {
            for (var young = 1; young < 12; young++) {
                var left = new AtomicInteger(young);
                var memory = new PreclaimedMessages(database.outbox(),
                        Running.config(RelayConfig.class, "intake.relay", Map.of()),
                        () -> Duration.ofSeconds(Math.max(0, -left.decrementAndGet())).toNanos());
                memory.open("GROUND_FORCES");
                var claim = memory.claim("GROUND_FORCES").orElseThrow();
                var message = database.accepted(claim, "recruitment.ground-forces", new byte[] {2});
                assertTrue(memory.add(claim, message));
                memory.releaseStuck();
                var sent = memory.take(64).rows();
                memory.close();
                memory.releaseUnsent();
                var released = database.one("SELECT claim IS NULL FROM outbox WHERE id = ?", message.id());
                assertEquals(sent.isEmpty() ? "t" : "f", released, "young at " + young + " looks");
            }
        } finally {
            database.close();
        }
    }
}
