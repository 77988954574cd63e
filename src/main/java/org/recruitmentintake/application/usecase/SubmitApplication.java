package org.recruitmentintake.application.usecase;

import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Event;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.model.JournalEntry;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.application.port.IdempotentRequest;
import org.recruitmentintake.application.port.InsertResult;
import org.recruitmentintake.application.port.SubmissionRepository;

/** Submits an application: checks it, decides it, and stores everything with one commit, or says why not. */
@ApplicationScoped
public class SubmitApplication {

    // A concurrent hand-over of the same document costs one more decision; further tries are a reserve.
    private static final int TRIES = 5;

    private final Decisions decisions;
    private final Messages messages;
    private final SubmissionRepository submissions;

    public SubmitApplication(Decisions decisions, Messages messages, SubmissionRepository submissions) {
        this.decisions = decisions;
        this.messages = messages;
        this.submissions = submissions;
    }

    /**
     * Takes a submission that breaks none of the {@link RequestRules}.
     *
     * @param answer makes the answer, which is kept for a repeated request
     */
    public InsertResult submit(Submission submission, Client client, IdempotentRequest request,
            Function<Application, byte[]> answer) {
        var submitted = Application.submitted(UUID.randomUUID(), submission, client, decisions.now());
        if (!Access.mayAttest(client, submission.seen(), submitted)) {
            throw new IllegalArgumentException("attested by a client whose task it is not");
        }
        for (var tries = 0; tries < TRIES; tries++) {
            var application = decisions.decided(submitted, Event.SUBMITTED);
            var message = messages.ifAccepted(application);
            var entry = JournalEntry.by(client, application.createdAt(), JournalAction.SUBMITTED,
                    "state=" + application.state());
            var result = submissions.insert(application, entry, message, request, answer.apply(application));
            // The other case is committed by now, so that the next decision finds it.
            if (result instanceof InsertResult.DocumentHandedOver) continue;
            if (result instanceof InsertResult.Answered answered && !answered.repeated()) {
                Decisions.countDecision(null, application);
            }
            return result;
        }
        return new InsertResult.StillRunning();
    }
}
