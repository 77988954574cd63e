package org.recruitmentintake.forwarding.broker;

import java.util.concurrent.CompletableFuture;

import org.recruitmentintake.forwarding.message.CloudEventMessage;

/** A message that is being sent, and the broker's answer, once there is one. */
record PendingDelivery(CloudEventMessage message, CompletableFuture<Answer> answer) {

    PendingDelivery(CloudEventMessage message) {
        this(message, new CompletableFuture<>());
    }

    /** Answers the delivery; the first answer counts. */
    void complete(DeliveryOutcome outcome, String code) {
        answer.complete(new Answer(outcome, code));
    }
}
