package org.recruitmentintake.application.usecase;

import java.util.List;
import java.util.UUID;

import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.port.InsertResult;

/** How a submission ended. */
public sealed interface SubmissionResult {

    /** Stored and committed; or repeated, which looks the same. */
    record Answered(UUID application, byte[] answer) implements SubmissionResult {
    }

    /** Not a case: what was sent does not fit. */
    record Unfit(List<Fault> faults) implements SubmissionResult {
    }

    /** Nothing was stored by this request, for a reason that lies in its key. */
    record KeyTaken(InsertResult why) implements SubmissionResult {
    }
}
