package org.recruitmentintake.forwarding;

import java.util.concurrent.CompletableFuture;

/** A message that is being sent, and the answer to it once there is one. */
record PendingDelivery(CloudEventMessage message, CompletableFuture<Answer> answer) {

    PendingDelivery(CloudEventMessage message) {
        this(message, new CompletableFuture<>());
    }

    /** The first answer counts. */
    void end(Outcome outcome, String code) {
        answer.complete(new Answer(outcome, code));
    }
}
