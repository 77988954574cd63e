package org.recruitmentintake.tools.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Posts directly to a replica that is shutting down, past the load balancer. */
final class RollingShutdown implements AutoCloseable {

    /** {@code %prod.quarkus.shutdown.delay}: for this time it still serves clients that have not noticed. */
    private static final Duration DELAY = Duration.ofSeconds(5);
    /** The time between the signal and the start of the delay. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    final Load late;
    /** Each of its requests still runs when the delay ends. */
    final Load slow;
    private final Installation installation;
    private volatile ServiceProcess replica;

    RollingShutdown(Installation installation, String name) throws SQLException {
        this.installation = installation;
        late = new Load(installation, name + "-late", () -> replica.address());
        slow = new Load(installation, name + "-slow", () -> replica.address());
        installation.slowDown(DELAY.minus(MARGIN), "NEW.owner = '" + slow.client + "'");
    }

    /** Sends SIGTERM and waits for the end. */
    void terminate(ServiceProcess old) throws InterruptedException {
        replica = old;
        var told = Instant.now();
        old.terminate();
        while (old.ready() && Instant.now().isBefore(told.plus(MARGIN))) {
            Thread.sleep(20);
        }
        while (Instant.now().isBefore(told.plus(DELAY).minus(MARGIN))) {
            assertEquals(503, old.health("ready"), "the replica is not ready");
            assertEquals(201, post(late), "it still serves");
            Thread.sleep(100);
        }
        assertEquals(201, post(slow), "a running request is finished");
        assertTrue(Instant.now().isAfter(told.plus(DELAY)), "after the delay");
        assertEquals(0, old.exitCode(Duration.between(Instant.now(), told.plusSeconds(25))),
                "the exit code, within 25 s");
    }

    private static int post(Load load) {
        var key = UUID.randomUUID().toString();
        load.ledger.posting(key);
        return load.once(key, Expected.FORWARDED.body().toString());
    }

    @Override
    public void close() throws SQLException {
        installation.slowDown(Duration.ZERO);
        late.close();
        slow.close();
    }
}
