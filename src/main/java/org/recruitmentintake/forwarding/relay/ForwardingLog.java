package org.recruitmentintake.forwarding.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;
import org.recruitmentintake.forwarding.broker.Answer;
import org.recruitmentintake.forwarding.broker.BrokerHost;

/**
 * Logs why messages do not leave: when the cause changes, and again every five minutes while it lasts. The runbooks in
 * docs/operations.md explain each line. For one thread.
 */
final class ForwardingLog {

    private static final Logger LOG = Logger.getLogger(ForwardingLog.class);
    private static final long REMINDER = Duration.ofMinutes(5).toNanos();
    private static final String CONNECTION = "connection";
    private static final String ANSWERS = "answers";
    private static final String RELAY = "relay";

    /** A cause, and when it was logged last. */
    private record Logged(String cause, long at) {}

    private final LongSupplier nanoTime;
    private final Map<String, Logged> problems = new HashMap<>();
    private String connectedTo;

    ForwardingLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void reportPause() {
        if (mustBeLogged(RELAY, "paused")) {
            LOG.warn("The relay is paused (intake.relay.paused). Accepted applications wait in the outbox.");
        }
    }

    void reportConnection(BrokerHost host) {
        var solved = problems.remove(CONNECTION) != null;
        if (solved || !host.toString().equals(connectedTo)) LOG.infof("Connected to the broker %s.", host);
        connectedTo = host.toString();
    }

    void reportNoConnection(String cause) {
        if (mustBeLogged(CONNECTION, cause)) {
            LOG.warnf("Broker unavailable (%s). Accepted applications wait in the outbox.", cause);
        }
    }

    /** Lasts until a message is accepted, even if the connection is renewed. */
    void reportNoAnswer(String cause) {
        if (mustBeLogged(ANSWERS, cause)) {
            LOG.warnf("The broker did not answer messages (%s). They are sent again.", cause);
        }
    }

    void reportAnswer(String address, UUID message, Answer answer) {
        switch (answer.outcome()) {
            case ACCEPTED -> reportAccepted(address);
            case CLOSED -> reportClosed(address, answer.code());
            case TURNED_BACK -> {
                if (mustBeLogged(address, "turned back " + answer.code())) {
                    LOG.warnf("Address %s turned messages back (%s). They are sent again.", address, answer.code());
                }
            }
            case REFUSED -> {
                if (mustBeLogged(address + " refused", answer.code())) {
                    LOG.warnf("Address %s refused message %s (%s).", address, message, answer.code());
                }
            }
            case LOST -> {}
        }
    }

    void reportClosed(String address, String code) {
        if (mustBeLogged(address, "closed " + code)) {
            LOG.warnf("Address %s takes no messages (%s). They wait in the outbox.", address, code);
        }
    }

    void reportDead(String address, UUID message, int attempts, String code) {
        LOG.errorf("Message %s to %s is dead after %d attempts (%s). It waits for an operator.", message, address,
                attempts, code);
    }

    void reportFailure(Throwable failure) {
        if (mustBeLogged(RELAY, "failed " + failure)) LOG.error("The relay failed and tries again.", failure);
    }

    void reportFailedUpdate(RuntimeException failure) {
        if (mustBeLogged(RELAY, "update " + failure)) {
            LOG.warn("The relay cannot update the outbox and tries again.", failure);
        }
    }

    /** The relay has read and updated the outbox without a failure. */
    void reportSuccess() {
        if (problems.remove(RELAY) != null) LOG.info("The relay works again.");
    }

    private void reportAccepted(String address) {
        if (problems.remove(ANSWERS) != null) LOG.info("The broker answers messages again.");
        if (problems.remove(address) != null) LOG.infof("Address %s takes messages again.", address);
    }

    /** Remembers the cause; true if it is new, or was last logged five minutes ago or earlier. */
    private boolean mustBeLogged(String subject, String cause) {
        var now = nanoTime.getAsLong();
        var last = problems.get(subject);
        if (last != null && Objects.equals(last.cause, cause) && now - last.at < REMINDER) return false;
        problems.put(subject, new Logged(cause, now));
        return true;
    }
}
