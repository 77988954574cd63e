package org.recruitmentintake.forwarding;

import java.util.concurrent.CompletableFuture;

import org.recruitmentintake.application.Outbox;

/** A claimed message that is being sent, and the answer to it once there is one. */
record PendingDelivery(Outbox.Due row, CompletableFuture<Answer> answer) {

    PendingDelivery(Outbox.Due row) {
        this(row, new CompletableFuture<>());
    }

    /** The first answer counts. */
    void end(Outcome outcome, String code) {
        answer.complete(new Answer(outcome, code));
    }
}
