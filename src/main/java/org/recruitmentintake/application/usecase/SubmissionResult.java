package org.recruitmentintake.application.usecase;

import java.util.UUID;

import org.recruitmentintake.application.port.InsertResult;

/** How a submission ended. */
public sealed interface SubmissionResult {

    /** Stored and committed; or repeated, which looks the same. */
    record Answered(UUID application, byte[] answer) implements SubmissionResult {
    }

    /** Nothing was stored by this request, for a reason that lies in its key. */
    record KeyTaken(InsertResult why) implements SubmissionResult {
    }
}
