package org.recruitmentintake.forwarding;

import static org.recruitmentintake.forwarding.Broker.Outcome.ACCEPTED;
import static org.recruitmentintake.forwarding.Broker.Outcome.CLOSED;
import static org.recruitmentintake.forwarding.Broker.Outcome.LOST;
import static org.recruitmentintake.forwarding.Broker.Outcome.REFUSED;
import static org.recruitmentintake.forwarding.Broker.Outcome.TURNED_BACK;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import io.vertx.amqp.AmqpClient;
import io.vertx.amqp.AmqpConnection;
import io.vertx.core.Context;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.recruitmentintake.application.Outbox;
import org.recruitmentintake.forwarding.Broker.Answer;
import org.recruitmentintake.forwarding.Broker.Outcome;

/**
 * An open connection with a sender per address. Its state belongs to the event loop of the connection; a line that is
 * lost stays lost, and answers everything that is still on it.
 */
final class Line {

    /** A message on its way. */
    record Sending(Outbox.Due row, CompletableFuture<Answer> answer) {

        Sending(Outbox.Due row) {
            this(row, new CompletableFuture<>());
        }

        void end(Outcome outcome, String code) { answer.complete(new Answer(outcome, code)); }
    }

    /** Conditions that speak of the address or the broker, not of the message. */
    private static final Set<String> NOT_THE_MESSAGE = Set.of(
            "amqp:resource-limit-exceeded", "amqp:unauthorized-access", "amqp:not-found", "amqp:resource-deleted",
            "amqp:resource-locked", "amqp:link:detach-forced", "amqp:link:redirect", "amqp:connection:forced");
    private static final Pattern CODE = Pattern.compile("[a-z0-9:_.-]{1,80}");

    private final Context context;
    private final AmqpClient client;
    private final ProtonConnection wire;
    private final String source;
    private final Map<String, Link> links = new HashMap<>();
    private volatile boolean lost;

    Line(Context context, AmqpClient client, AmqpConnection connection, String source) {
        this.context = context;
        this.client = client;
        wire = connection.unwrap();
        this.source = source;
        connection.exceptionHandler(cut -> cut());
        if (connection.isDisconnected()) lose("disconnected");
    }

    boolean lost() { return lost; }

    void offer(List<Sending> sendings) {
        context.runOnContext(go -> {
            for (var sending : sendings) {
                if (lost) sending.end(LOST, "disconnected");
                else
                    link(sending.row().address()).offer(sending);
            }
        });
    }

    /** What was not sent for want of credit comes back. */
    void giveUpWaiting() {
        context.runOnContext(go -> List.copyOf(links.values()).forEach(Link::giveUpWaiting));
    }

    void close() {
        context.runOnContext(go -> {
            lose("closed");
            client.close();
            // Said goodbye; a peer that is silent would never answer it.
            if (wire != null) context.owner().setTimer(500, later -> wire.disconnect());
        });
    }

    private Link link(String address) {
        var known = links.get(address);
        if (known != null) return known;
        var link = new Link(address);
        links.put(address, link);
        link.attach();
        return link;
    }

    /** As with a link: what breaks under a single message, and says that something was wrong, breaks because of it. */
    private void cut() {
        var said = wire.getRemoteCondition();
        var onTheWay = links.values().stream().flatMap(link -> link.unsettled.stream()).toList();
        var blamed = said != null && said.getCondition() != null && !NOT_THE_MESSAGE.contains(code(said));
        if (blamed && onTheWay.size() == 1) onTheWay.get(0).end(REFUSED, code(said));
        lose("disconnected");
    }

    private void lose(String code) {
        lost = true;
        List.copyOf(links.values()).forEach(link -> link.lose(code));
        links.clear();
    }

    private static String code(ErrorCondition condition) {
        if (condition == null || condition.getCondition() == null) return "unsaid";
        var code = condition.getCondition().toString().toLowerCase(Locale.ROOT);
        return CODE.matcher(code).matches() ? code : "unspeakable";
    }

    /** The way to one address. */
    private final class Link {

        private final String address;
        private final ArrayDeque<Sending> waiting = new ArrayDeque<>();
        private final Set<Sending> unsettled = new HashSet<>();
        private ProtonSession session;
        private ProtonSender sender;
        private boolean doubted;

        Link(String address) {
            this.address = address;
        }

        void attach() {
            // Some brokers end the session where they refuse a link: so none shares it with another.
            session = wire.createSession();
            session.closeHandler(ended -> detached(session.getRemoteCondition()));
            session.open();
            var attaching = session.createSender(address);
            // As a queue: a broker must not take the address for a topic, where messages that nobody listens to are
            // lost.
            ((Target) attaching.getTarget()).setCapabilities(Symbol.valueOf("queue"));
            attaching.openHandler(answer -> attached(attaching));
            attaching.closeHandler(closed -> detached(attaching.getRemoteCondition()));
            attaching.detachHandler(detached -> detached(attaching.getRemoteCondition()));
            attaching.sendQueueDrainHandler(credit -> sendOn());
            attaching.open();
        }

        void offer(Sending sending) {
            waiting.add(sending);
            sendOn();
        }

        void giveUpWaiting() {
            waiting.forEach(sending -> sending.end(CLOSED, "no-credit"));
            waiting.clear();
            // Attached anew the next time, in case it is the link that is stuck.
            if (unsettled.isEmpty() && (sender == null || sender.sendQueueFull())) drop(CLOSED, "no-credit");
        }

        void lose(String code) {
            waiting.forEach(sending -> sending.end(LOST, code));
            unsettled.forEach(sending -> sending.end(LOST, code));
        }

        private void attached(ProtonSender attached) {
            if (gone()) return;
            sender = attached;
            sendOn();
        }

        private boolean gone() { return links.get(address) != this; }

        private void sendOn() {
            while (sender != null && !waiting.isEmpty() && !sender.sendQueueFull()) {
                var sending = waiting.poll();
                // Nobody waits for it any more, so it is not ours to send.
                if (sending.answer().isDone()) continue;
                unsettled.add(sending);
                sender.send(Envelope.event(sending.row(), source).unwrap(), news -> settle(sending, news));
            }
        }

        private void settle(Sending sending, ProtonDelivery news) {
            var state = news.getRemoteState();
            // Mere progress of a delivery that is still under way.
            if (!news.remotelySettled() && !(state instanceof org.apache.qpid.proton.amqp.messaging.Outcome)) return;
            unsettled.remove(sending);
            if (state instanceof Accepted) sending.end(ACCEPTED, "accepted");
            else if (state instanceof Rejected rejected) refused(sending, code(rejected.getError()));
            else if (state instanceof Released) sending.end(TURNED_BACK, "released");
            else if (state instanceof Modified modified) modified(sending, modified);
            else
                sending.end(TURNED_BACK, "settled-without-outcome");
            if (doubted && unsettled.isEmpty() && waiting.isEmpty()) drop(CLOSED, "doubted");
        }

        private void refused(Sending sending, String code) {
            var ofTheMessage = !NOT_THE_MESSAGE.contains(code);
            sending.end(ofTheMessage ? REFUSED : CLOSED, code);
            // A queue that was removed refuses like this, too, under a link that stays: the next window attaches anew, and sees.
            doubted |= ofTheMessage;
        }

        private void modified(Sending sending, Modified modified) {
            var forGood = Boolean.TRUE.equals(modified.getUndeliverableHere());
            sending.end(forGood ? REFUSED : TURNED_BACK, forGood ? "undeliverable-here" : "modified");
        }

        /** A link that breaks under a single message breaks because of it; under several, nobody knows of which. */
        private void detached(ErrorCondition said) {
            if (gone()) return;
            var code = code(said);
            if (unsettled.size() == 1) refused(unsettled.iterator().next(), code);
            drop(NOT_THE_MESSAGE.contains(code) ? CLOSED : TURNED_BACK, code);
        }

        private void drop(Outcome outcome, String code) {
            links.remove(address, this);
            unsettled.forEach(sending -> sending.end(outcome, code));
            waiting.forEach(sending -> sending.end(outcome, code));
            session.close();
            session.free();
        }
    }
}
