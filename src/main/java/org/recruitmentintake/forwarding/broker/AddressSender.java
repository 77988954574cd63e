package org.recruitmentintake.forwarding.broker;

import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.ACCEPTED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.CLOSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.LOST;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.REFUSED;
import static org.recruitmentintake.forwarding.broker.DeliveryOutcome.TURNED_BACK;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonSession;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Sends to one address, on a session of its own. Sends no more than the broker gave credit for. */
final class AddressSender {

    private final ProtonConnection connection;
    private final String address;
    private final String source;
    private final Consumer<AddressSender> detachHandler;
    private final ArrayDeque<PendingDelivery> waiting = new ArrayDeque<>();
    private final Set<PendingDelivery> unsettled = new HashSet<>();
    private ProtonSession session;
    private ProtonSender sender;
    private boolean attachAgain;
    private boolean detached;

    /** @param detachHandler removes this sender from the connection */
    AddressSender(ProtonConnection connection, String address, String source,
            Consumer<AddressSender> detachHandler) {
        this.connection = connection;
        this.address = address;
        this.source = source;
        this.detachHandler = detachHandler;
    }

    void attach() {
        session = QueueCheck.attach(connection, address, () -> detached, this::onAttach, this::onDetach);
    }

    void offer(PendingDelivery delivery) {
        waiting.add(delivery);
        sendWaiting();
    }

    Stream<PendingDelivery> unsettled() { return unsettled.stream(); }

    void stopWaitingForCredit() {
        waiting.forEach(delivery -> delivery.complete(CLOSED, "no-credit"));
        waiting.clear();
        // Attach again the next time, in case the link itself is stuck.
        if (unsettled.isEmpty() && (sender == null || sender.sendQueueFull())) detach(CLOSED, "no-credit");
    }

    /** The connection is lost. */
    void lose(String code) {
        detached = true;
        waiting.forEach(delivery -> delivery.complete(LOST, code));
        unsettled.forEach(delivery -> delivery.complete(LOST, code));
    }

    private void onAttach(ProtonSender attached) {
        if (detached) return;
        var fault = QueueCheck.faultOf(attached.getRemoteTarget());
        if (fault.isPresent()) {
            attached.close();
            detach(CLOSED, fault.get());
            return;
        }
        sender = attached;
        sender.sendQueueDrainHandler(credit -> sendWaiting());
        sendWaiting();
    }

    private void sendWaiting() {
        while (sender != null && !waiting.isEmpty() && !sender.sendQueueFull()) {
            var delivery = waiting.poll();
            // Its caller has stopped waiting, and its claim may have ended.
            if (delivery.answer().isDone()) continue;
            unsettled.add(delivery);
            sender.send(delivery.message().toAmqp(source).unwrap(), update -> onUpdate(delivery, update));
        }
    }

    private void onUpdate(PendingDelivery delivery, ProtonDelivery update) {
        var state = update.getRemoteState();
        // An interim state of a delivery that is still under way.
        if (!update.remotelySettled() && !(state instanceof org.apache.qpid.proton.amqp.messaging.Outcome)) return;
        unsettled.remove(delivery);
        if (state instanceof Accepted) delivery.complete(ACCEPTED, "accepted");
        else if (state instanceof Rejected rejected) refuse(delivery, ErrorCodes.of(rejected.getError()));
        else if (state instanceof Released) delivery.complete(TURNED_BACK, "released");
        else if (state instanceof Modified modified) modify(delivery, modified);
        else
            delivery.complete(TURNED_BACK, "settled-without-outcome");
        if (attachAgain && unsettled.isEmpty() && waiting.isEmpty()) detach(CLOSED, "reattach");
    }

    private void refuse(PendingDelivery delivery, String code) {
        var ofTheMessage = ErrorCodes.blamesMessage(code);
        delivery.complete(ofTheMessage ? REFUSED : CLOSED, code);
        // A removed queue refuses messages with the same code and leaves the link open; a new link would be refused.
        attachAgain |= ofTheMessage;
    }

    private void modify(PendingDelivery delivery, Modified modified) {
        var undeliverable = Boolean.TRUE.equals(modified.getUndeliverableHere());
        delivery.complete(undeliverable ? REFUSED : TURNED_BACK, undeliverable ? "undeliverable-here" : "modified");
    }

    /** If the link closes while exactly one delivery is unsettled, that message is the cause. */
    private void onDetach(ErrorCondition condition) {
        if (detached) return;
        var code = ErrorCodes.of(condition);
        if (unsettled.size() == 1) refuse(unsettled.iterator().next(), code);
        detach(ErrorCodes.blamesMessage(code) ? TURNED_BACK : CLOSED, code);
    }

    private void detach(DeliveryOutcome outcome, String code) {
        detached = true;
        detachHandler.accept(this);
        unsettled.forEach(delivery -> delivery.complete(outcome, code));
        waiting.forEach(delivery -> delivery.complete(outcome, code));
        session.close();
        session.free();
    }
}
