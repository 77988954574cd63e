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
 * Logs what keeps messages from leaving: when the cause changes, and again every five minutes while it lasts. The lines
 * are named by the runbooks in docs/operations.md. For one thread.
 */
final class ForwardingLog {

    private static final Logger LOG = Logger.getLogger(ForwardingLog.class);
    private static final long REMINDER = Duration.ofMinutes(5).toNanos();

    /** A cause, and when it was logged last. */
    private record Logged(String cause, long at) {}

    private final LongSupplier nanoTime;
    private final Map<String, Logged> problems = new HashMap<>();
    private String connectedTo;

    ForwardingLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void paused() {
        LOG.warn("The outbox sends nothing (intake.relay.paused). Accepted applications wait in it.");
    }

    void connected(BrokerHost host) {
        var solved = problems.remove("connection") != null;
        if (solved || !host.toString().equals(connectedTo)) LOG.infof("Connected to the broker %s.", host);
        connectedTo = host.toString();
    }

    void notConnected(String cause) {
        if (isNews("connection", cause)) {
            LOG.warnf("Broker unavailable (%s). Accepted applications wait in the outbox.", cause);
        }
    }

    /** Connected, but without an answer. Lasts until a message is accepted, even if the connection is renewed. */
    void noAnswer(String cause) {
        if (isNews("answers", cause)) {
            LOG.warnf("Broker gave no answer (%s). Its messages are sent again.", cause);
        }
    }

    void answered(String address, UUID message, Answer answer) {
        switch (answer.outcome()) {
            case ACCEPTED -> accepted(address);
            case CLOSED -> closed(address, answer.code());
            case TURNED_BACK -> {
                if (isNews(address, "turned back " + answer.code())) {
                    LOG.warnf("Address %s turned messages back (%s). They are sent again.", address, answer.code());
                }
            }
            case REFUSED -> {
                if (isNews(address + " refused", answer.code())) {
                    LOG.warnf("Address %s refused message %s (%s).", address, message, answer.code());
                }
            }
            case LOST -> {}
        }
    }

    /** None of its messages was answered, while those to others were. */
    void silent(String address) {
        closed(address, SilentBranches.UNANSWERED);
    }

    private void closed(String address, String code) {
        if (isNews(address, "closed " + code)) {
            LOG.warnf("Address %s takes no messages (%s). They wait in the outbox.", address, code);
        }
    }

    void dead(String address, UUID message, int attempts, String code) {
        LOG.errorf("Message %s to %s is dead after %d attempts (%s).", message, address, attempts, code);
    }

    void failed(Throwable failure) {
        if (isNews("failure", failure.toString())) LOG.error("The relay failed and tries again.", failure);
    }

    void notRecorded(RuntimeException failure) {
        if (isNews("record", failure.toString())) {
            LOG.warn("The broker's answers cannot be recorded yet.", failure);
        }
    }

    void recorded() {
        problems.remove("record");
        problems.remove("failure");
    }

    private void accepted(String address) {
        problems.remove("answers");
        if (problems.remove(address) != null) LOG.infof("Address %s takes messages again.", address);
    }

    private boolean isNews(String subject, String cause) {
        var now = nanoTime.getAsLong();
        var last = problems.get(subject);
        if (last != null && Objects.equals(last.cause, cause) && now - last.at < REMINDER) return false;
        problems.put(subject, new Logged(cause, now));
        return true;
    }
}
