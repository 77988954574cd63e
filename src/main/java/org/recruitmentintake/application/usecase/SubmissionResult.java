package org.recruitmentintake.application.usecase;

import java.util.UUID;

import org.recruitmentintake.application.port.InsertResult;

/** The result of a submission. */
public sealed interface SubmissionResult {

    /** Stored and committed, now or by an earlier request with the same key. */
    record Answered(UUID application, byte[] answer) implements SubmissionResult {}

    /** Nothing was stored, because of the idempotency key. */
    record KeyTaken(InsertResult why) implements SubmissionResult {}
}
